// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What a signal says beyond its type. Members are JSON pointers within the record, or lookups. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PayloadSpec.Compliance.class, name = "compliance"),
    @JsonSubTypes.Type(value = PayloadSpec.Threat.class, name = "threat"),
    @JsonSubTypes.Type(value = PayloadSpec.Credential.class, name = "credential"),
    @JsonSubTypes.Type(value = PayloadSpec.Risk.class, name = "risk"),
    @JsonSubTypes.Type(value = PayloadSpec.Session.class, name = "session"),
    @JsonSubTypes.Type(value = PayloadSpec.Device.class, name = "device")
})
public sealed interface PayloadSpec {

    /**
     * A device's compliance.
     *
     * @param current to {@code COMPLIANT}, {@code NOT_COMPLIANT} or {@code UNKNOWN}
     * @param previous the same; absent where the sender does not say
     * @param check the id of the check it is about; absent where it is about the device as a whole
     * @param checkName what people call the check
     */
    record Compliance(
            Lookup current,
            @Nullable Lookup previous,
            @Nullable String check,
            @Nullable String checkName) implements PayloadSpec {}

    /**
     * A detection.
     *
     * @param finding the same for every report of the same finding
     * @param state to a {@link io.tocsin.schemas.signal.FindingState}; {@code NEW} where not given
     * @param severity to a {@link io.tocsin.schemas.signal.Severity}
     * @param mitigated a boolean
     * @param techniques a text or an array of texts
     */
    record Threat(
            String finding,
            @Nullable String title,
            @Nullable Lookup state,
            Lookup severity,
            @Nullable String mitigated,
            @Nullable String techniques)
            implements PayloadSpec {}

    /**
     * A changed credential.
     *
     * @param credential the CAEP credential type
     * @param change to a {@link io.tocsin.schemas.event.ChangeType}
     * @param name what people call the credential
     * @param all whether every credential of that type is meant
     */
    record Credential(
            Lookup credential, Lookup change, @Nullable String name, boolean all) implements PayloadSpec {}

    /**
     * The sender's own assessment of a principal.
     *
     * @param principal {@code USER}, {@code DEVICE} or {@code SESSION}
     * @param level to a {@link io.tocsin.schemas.signal.RiskLevel}
     * @param previous the same; absent where the sender does not say
     * @param reasons a text or an array of texts
     */
    record Risk(
            String principal,
            Lookup level,
            @Nullable Lookup previous,
            @Nullable String detector,
            @Nullable String reasons)
            implements PayloadSpec {}

    /**
     * A session began, changed or ended.
     *
     * @param all whether every session of the user is meant
     */
    record Session(boolean all, @Nullable String reason) implements PayloadSpec {}

    /** What the sender knows of a device; {@code managed} and {@code isolated} are booleans. */
    record Device(
            @Nullable String managed,
            @Nullable String isolated,
            @Nullable String os,
            @Nullable String osVersion) implements PayloadSpec {}
}
