// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.avro.AccountChangeRecord;
import io.tocsin.schemas.avro.AssuranceChangeRecord;
import io.tocsin.schemas.avro.ChangeTypeSymbol;
import io.tocsin.schemas.avro.ComplianceRecord;
import io.tocsin.schemas.avro.ComplianceStatusSymbol;
import io.tocsin.schemas.avro.CredentialUpdateRecord;
import io.tocsin.schemas.avro.DeviceFactsRecord;
import io.tocsin.schemas.avro.FindingStateSymbol;
import io.tocsin.schemas.avro.LoginRecord;
import io.tocsin.schemas.avro.MergeRecord;
import io.tocsin.schemas.avro.PostureCheckRecord;
import io.tocsin.schemas.avro.PrincipalKindSymbol;
import io.tocsin.schemas.avro.SessionChangeRecord;
import io.tocsin.schemas.avro.SeveritySymbol;
import io.tocsin.schemas.avro.SignalRecord;
import io.tocsin.schemas.avro.SplitRecord;
import io.tocsin.schemas.avro.ThreatRecord;
import io.tocsin.schemas.avro.VendorRiskRecord;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.signal.FindingState;
import io.tocsin.schemas.signal.PostureCheck;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Severity;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalPayload.AssuranceChange;
import io.tocsin.schemas.signal.SignalPayload.Compliance;
import io.tocsin.schemas.signal.SignalPayload.CredentialUpdate;
import io.tocsin.schemas.signal.SignalPayload.DeviceFacts;
import io.tocsin.schemas.signal.SignalPayload.Login;
import io.tocsin.schemas.signal.SignalPayload.Merge;
import io.tocsin.schemas.signal.SignalPayload.None;
import io.tocsin.schemas.signal.SignalPayload.SessionChange;
import io.tocsin.schemas.signal.SignalPayload.Split;
import io.tocsin.schemas.signal.SignalPayload.Threat;
import io.tocsin.schemas.signal.SignalPayload.VendorRisk;
import java.util.List;

/**
 * {@link SignalPayload}: one nullable field for each alternative, so that a reader that does not know the newest one
 * still reads the signal, as {@link None}.
 */
final class PayloadCodec {
    private static final Symbols<ChangeType, ChangeTypeSymbol> CHANGE =
            Symbols.of(ChangeType.class, ChangeTypeSymbol.class);
    private static final Symbols<ComplianceStatus, ComplianceStatusSymbol> STATUS =
            Symbols.of(ComplianceStatus.class, ComplianceStatusSymbol.class);
    private static final Symbols<FindingState, FindingStateSymbol> FINDING =
            Symbols.of(FindingState.class, FindingStateSymbol.class);
    private static final Symbols<Severity, SeveritySymbol> SEVERITY = Symbols.of(Severity.class, SeveritySymbol.class);
    private static final Symbols<PrincipalKind, PrincipalKindSymbol> PRINCIPAL =
            Symbols.of(PrincipalKind.class, PrincipalKindSymbol.class);

    private static final None NONE = new None();

    private PayloadCodec() {}

    static void write(SignalPayload payload, SignalRecord avro) {
        switch (payload) {
            case None none -> {}
            case SessionChange change ->
                avro.setSessionChange(new SessionChangeRecord(change.allSessions(), change.expires(), change.reason()));
            case Login login -> avro.setLogin(new LoginRecord(login.outcome(), login.amr()));
            case CredentialUpdate update ->
                avro.setCredentialUpdate(new CredentialUpdateRecord(
                        update.credentialType(),
                        CHANGE.write(update.changeType()),
                        update.friendlyName(),
                        update.allCredentials()));
            case Compliance compliance ->
                avro.setCompliance(new ComplianceRecord(
                        STATUS.writeOptional(compliance.current()),
                        STATUS.writeOptional(compliance.previous()),
                        compliance.checks().stream()
                                .map(check -> new PostureCheckRecord(check.id(), check.name(), check.passed()))
                                .toList()));
            case Threat threat ->
                avro.setThreat(new ThreatRecord(
                        threat.findingId(),
                        threat.title(),
                        FINDING.write(threat.state()),
                        SEVERITY.write(threat.severity()),
                        threat.mitigated(),
                        threat.techniques()));
            case VendorRisk risk ->
                avro.setVendorRisk(new VendorRiskRecord(
                        PRINCIPAL.write(risk.principal()),
                        ScoringCodec.LEVEL.write(risk.current()),
                        ScoringCodec.LEVEL.writeOptional(risk.previous()),
                        risk.detector(),
                        risk.reasons()));
            case AccountChange change ->
                avro.setAccountChange(new AccountChangeRecord(
                        change.reason(),
                        NameCodec.optional(change.oldIdentifier()),
                        NameCodec.optional(change.newIdentifier())));
            case AssuranceChange change ->
                avro.setAssuranceChange(
                        new AssuranceChangeRecord(change.namespace(), change.current(), change.previous()));
            case DeviceFacts facts ->
                avro.setDeviceFacts(
                        new DeviceFactsRecord(facts.managed(), facts.isolated(), facts.os(), facts.osVersion()));
            case Merge merge ->
                avro.setMerge(new MergeRecord(
                        merge.surviving().text(), merge.absorbed().text()));
            case Split split ->
                avro.setSplit(
                        new SplitRecord(split.from().text(), split.apart().text(), NameCodec.toAvro(split.names())));
        }
    }

    static SignalPayload read(SignalRecord avro) {
        if (avro.getSessionChange() != null) {
            return read(avro.getSessionChange());
        }
        if (avro.getLogin() != null) {
            return new Login(avro.getLogin().getOutcome(), avro.getLogin().getAmr());
        }
        if (avro.getCredentialUpdate() != null) {
            return read(avro.getCredentialUpdate());
        }
        if (avro.getCompliance() != null) {
            return read(avro.getCompliance());
        }
        if (avro.getThreat() != null) {
            return read(avro.getThreat());
        }
        if (avro.getVendorRisk() != null) {
            return read(avro.getVendorRisk());
        }
        if (avro.getAccountChange() != null) {
            return read(avro.getAccountChange());
        }
        if (avro.getAssuranceChange() != null) {
            return new AssuranceChange(
                    avro.getAssuranceChange().getNamespace(),
                    avro.getAssuranceChange().getCurrent(),
                    avro.getAssuranceChange().getPrevious());
        }
        if (avro.getDeviceFacts() != null) {
            return read(avro.getDeviceFacts());
        }
        if (avro.getMerge() != null) {
            return read(avro.getMerge());
        }
        if (avro.getSplit() != null) {
            return read(avro.getSplit());
        }
        return NONE;
    }

    private static SessionChange read(SessionChangeRecord avro) {
        return new SessionChange(avro.getAllSessions(), avro.getExpires(), avro.getReason());
    }

    private static CredentialUpdate read(CredentialUpdateRecord avro) {
        return new CredentialUpdate(
                avro.getCredentialType(),
                CHANGE.read(avro.getChangeType()),
                avro.getFriendlyName(),
                avro.getAllCredentials());
    }

    private static Compliance read(ComplianceRecord avro) {
        List<PostureCheck> checks = avro.getChecks().stream()
                .map(check -> new PostureCheck(check.getId(), check.getName(), check.getPassed()))
                .toList();
        return new Compliance(STATUS.readOptional(avro.getCurrent()), STATUS.readOptional(avro.getPrevious()), checks);
    }

    private static Threat read(ThreatRecord avro) {
        return new Threat(
                avro.getFindingId(),
                avro.getTitle(),
                FINDING.read(avro.getState()),
                SEVERITY.read(avro.getSeverity()),
                avro.getMitigated(),
                avro.getTechniques());
    }

    private static VendorRisk read(VendorRiskRecord avro) {
        return new VendorRisk(
                PRINCIPAL.read(avro.getPrincipal()),
                ScoringCodec.LEVEL.read(avro.getCurrent()),
                ScoringCodec.LEVEL.readOptional(avro.getPrevious()),
                avro.getDetector(),
                avro.getReasons());
    }

    private static AccountChange read(AccountChangeRecord avro) {
        return new AccountChange(
                avro.getReason(),
                NameCodec.optional(avro.getOldIdentifier()),
                NameCodec.optional(avro.getNewIdentifier()));
    }

    private static DeviceFacts read(DeviceFactsRecord avro) {
        return new DeviceFacts(avro.getManaged(), avro.getIsolated(), avro.getOs(), avro.getOsVersion());
    }

    private static Merge read(MergeRecord avro) {
        return new Merge(
                NameCodec.requiredCanonical(avro.getSurviving()), NameCodec.requiredCanonical(avro.getAbsorbed()));
    }

    private static Split read(SplitRecord avro) {
        return new Split(
                NameCodec.requiredCanonical(avro.getFrom()),
                NameCodec.requiredCanonical(avro.getApart()),
                NameCodec.fromAvro(avro.getNames()));
    }
}
