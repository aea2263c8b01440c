// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A small company that the lab's vendors tell of: somebody logs in with every step, and a laptop loses its way. */
public final class LabLife {
    private static final String[] PEOPLE = {"alice.ng", "bob.ortiz", "carol.admin"};

    private final Lab lab;
    private long step;

    /** Puts the company's devices where they are managed. */
    public LabLife(Lab lab) {
        this.lab = lab;
        for (int i = 0; i < PEOPLE.length; i++) {
            lab.shelf("/v1.0/deviceManagement/managedDevices").add(managed(i));
            lab.shelf("/api/v1/fleet/hosts").add(host(i));
        }
    }

    /** What happens now: a login at Okta; every fifth time Bob's laptop changes sides. */
    public void step(Instant now) {
        step++;
        int who = (int) (step % PEOPLE.length);
        lab.shelf("/api/v1/logs").add(login(who, now));
        if (step % 5 == 0) {
            boolean bad = step % 10 == 5;
            lab.shelf("/v1.0/deviceManagement/managedDevices")
                    .change(
                            LabLife::isBobs,
                            row -> ((ObjectNode) row).put("complianceState", bad ? "noncompliant" : "compliant"));
            lab.shelf("/api/v1/fleet/hosts").change(LabLife::isBobs, row -> {
                ((ObjectNode) row.at("/policies/0")).put("response", bad ? "fail" : "pass");
                return row;
            });
        }
    }

    private static boolean isBobs(JsonNode row) {
        return row.toString().contains("LAB0SERIAL1");
    }

    private ObjectNode login(int who, Instant now) {
        ObjectNode event = Said.JSON.objectNode();
        event.put("uuid", "lab-" + now.toEpochMilli() + "-" + step);
        event.put("eventType", "user.session.start").put("published", now.toString());
        event.putObject("outcome").put("result", "SUCCESS");
        event.putObject("actor")
                .put("id", "00ulab" + who)
                .put("type", "User")
                .put("alternateId", PEOPLE[who] + "@acme.example")
                .put("displayName", PEOPLE[who]);
        event.putObject("client").put("ipAddress", "203.0.113." + (10 + who));
        event.putObject("authenticationContext").put("externalSessionId", "lab-session-" + step);
        event.putObject("device").put("id", "guolab" + who).put("managed", true);
        return event;
    }

    private static ObjectNode managed(int who) {
        return Said.JSON
                .objectNode()
                .put("id", "lab-managed-" + who)
                .put("userId", "lab-user-" + who)
                .put("userPrincipalName", PEOPLE[who] + "@acme.example")
                .put("emailAddress", PEOPLE[who] + "@acme.example")
                .put("deviceName", "LAB-LT-" + who)
                .put("operatingSystem", "Windows")
                .put("complianceState", "compliant")
                .put("azureADDeviceId", "1ab00000-0000-4000-8000-00000000000" + (who + 1))
                .put("serialNumber", "LAB0SERIAL" + who)
                .put("managementState", "managed");
    }

    private static ObjectNode host(int who) {
        ObjectNode host = Said.JSON
                .objectNode()
                .put("id", 40 + who)
                .put("hostname", "LAB-LT-" + who)
                .put("hardware_serial", "LAB0SERIAL" + who)
                .put("platform", "windows");
        host.putArray("policies")
                .addObject()
                .put("id", 9)
                .put("name", "Disk encrypted")
                .put("critical", true)
                .put("response", "pass");
        return host;
    }
}
