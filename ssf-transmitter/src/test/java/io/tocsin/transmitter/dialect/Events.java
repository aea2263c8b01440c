// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.dialect;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tocsin.schemas.event.CaepEvent;
import io.tocsin.schemas.event.CaepRiskLevel;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.Circumstances;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.event.LocalizedText;
import io.tocsin.schemas.event.Members;
import io.tocsin.schemas.event.RiscEvent;
import io.tocsin.schemas.event.SsfEvent;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One SET of each kind, as they are in the outbox before any dialect. */
final class Events {
    static final Instant HAPPENED = Instant.ofEpochSecond(1_772_440_200L);
    static final Instant ISSUED = Instant.ofEpochSecond(1_772_440_624L);
    static final SimpleSubject ALICE = new SimpleSubject.Email("alice.ng@acme.example");
    static final SimpleSubject SESSION = new SimpleSubject.Opaque("sess-77");
    static final SimpleSubject LAPTOP = new SimpleSubject.Opaque("FVFXFAKE01Q6");
    static final Circumstances TOLD = new Circumstances(
            HAPPENED,
            InitiatingEntity.POLICY,
            LocalizedText.english("Disk encryption off"),
            LocalizedText.english("Turn on FileVault"));

    private Events() {}

    /** By the name of their golden file. */
    static Map<String, SetClaims> all() {
        Map<String, SetClaims> all = new LinkedHashMap<>();
        all.put("session-revoked-user", claims(ALICE, new CaepEvent.SessionRevoked(TOLD, Members.NONE)));
        all.put(
                "session-revoked-session",
                claims(
                        complex(ComplexSubject.USER, ALICE, ComplexSubject.SESSION, SESSION),
                        new CaepEvent.SessionRevoked(TOLD, Members.NONE)));
        all.put("session-revoked-bare", claims(ALICE, new CaepEvent.SessionRevoked(Circumstances.NONE, Members.NONE)));
        all.put(
                "credential-change",
                claims(
                        ALICE,
                        new CaepEvent.CredentialChange(
                                "fido2-roaming", ChangeType.REVOKE, "blue key", null, null, null, TOLD, Members.NONE)));
        all.put(
                "device-compliance-change",
                claims(
                        complex(ComplexSubject.USER, ALICE, ComplexSubject.DEVICE, LAPTOP),
                        new CaepEvent.DeviceComplianceChange(
                                ComplianceStatus.COMPLIANT, ComplianceStatus.NOT_COMPLIANT, TOLD, Members.NONE)));
        all.put(
                "device-compliance-change-device",
                claims(
                        LAPTOP,
                        new CaepEvent.DeviceComplianceChange(
                                ComplianceStatus.NOT_COMPLIANT,
                                ComplianceStatus.COMPLIANT,
                                Circumstances.NONE,
                                Members.NONE)));
        all.put("risk-level-change-user", claims(ALICE, risk("USER", CaepRiskLevel.LOW)));
        all.put("risk-level-change-device", claims(LAPTOP, risk("DEVICE", null)));
        all.put(
                "token-claims-change",
                claims(
                        ALICE,
                        new CaepEvent.TokenClaimsChange(Map.of("role", new TextNode("reader")), TOLD, Members.NONE)));
        all.put("account-disabled", claims(ALICE, new RiscEvent.AccountDisabled("hijacking", Members.NONE)));
        all.put(
                "identifier-changed",
                claims(ALICE, new RiscEvent.IdentifierChanged("alice.wu@acme.example", Members.NONE)));
        all.put(
                "credential-compromise",
                claims(ALICE, new RiscEvent.CredentialCompromise("password", TOLD, Members.NONE)));
        all.put(
                "verification",
                claims(new SimpleSubject.Opaque("stream-1"), new SsfEvent.Verification("s1", Members.NONE)));
        all.put(
                "stream-updated",
                claims(
                        new SimpleSubject.Opaque("stream-1"),
                        new SsfEvent.StreamUpdated("paused", "maintenance", Members.NONE)));
        return all;
    }

    static SetClaims claims(Subject subject, Event... events) {
        return new SetClaims(
                "https://hub.acme.example",
                List.of("https://receiver.example"),
                ISSUED,
                "set-0001",
                "case-55120",
                null,
                subject,
                List.of(events),
                Members.NONE);
    }

    static Subject complex(String one, SimpleSubject first, String two, SimpleSubject second) {
        return new ComplexSubject(Map.of(one, first, two, second));
    }

    private static CaepEvent risk(String principal, CaepRiskLevel before) {
        return new CaepEvent.RiskLevelChange(
                principal, CaepRiskLevel.HIGH, before, "Malware found", Circumstances.NONE, Members.NONE);
    }
}
