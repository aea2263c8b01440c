// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

/** Policies as somebody writes them. */
final class Written {
    private Written() {}

    /** Two threats of that weight revoke a session. */
    static String policy(int weight) {
        return """
                name: main
                levels: {medium: 40, high: 80}
                contributions:
                  - {rule: threat, of: device, when: signal.type == "THREAT_DETECTED", weight: %d, half-life: 1d}
                propagation: [{from: device, to: session}]
                responses:
                  - response: revoke
                    of: session
                    on: {level: high}
                    send: session-revoked
                    reason-admin: {en: "{rules}"}
                tests:
                  - test: two threats revoke
                    given:
                      - {at: 0s, type: SESSION_CREATED, about: {session: s, user: ada, device: mac}}
                      - {at: 1m, type: THREAT_DETECTED, about: {device: mac}, threat: {finding_id: f, state: NEW, severity: HIGH}}
                      - {at: 2m, type: THREAT_DETECTED, about: {device: mac}, threat: {finding_id: g, state: NEW, severity: HIGH}}
                    expect: [{session: s, decides: revoke}]
                """.formatted(weight);
    }

    /** Both revoke; only the one that decides tells of compliance, only the shadow tells of the device's risk. */
    static String watched(String name, String only) {
        return """
                name: %s
                levels: {medium: 40, high: 80}
                contributions:
                  - {rule: threat, of: device, when: signal.type == "THREAT_DETECTED", weight: 90, half-life: 1d}
                propagation: [{from: device, to: session}]
                responses:
                  - {response: revoke, of: session, on: {level: high}, send: session-revoked, reason-admin: {en: "{rules}"}}
                  - {response: only, of: device, on: {%s, reason-admin: {en: "{rules}"}}
                """.formatted(name, only);
    }
}
