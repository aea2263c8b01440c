// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.generic;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.generic.spec.IdentifierSpec;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the names of one principal stand, checked. */
record Identities(List<Place> places) {
    Identities {
        places = List.copyOf(places);
    }

    record Place(IdentifierKind kind, String namespace, Strength strength, JsonPointer at) {}

    /** @param prefixes what the kinds of this principal begin with */
    static Identities of(Key key, List<IdentifierSpec> specs, String vendor, Set<String> prefixes) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            Key each = key.get(i);
            IdentifierSpec spec = specs.get(i);
            IdentifierKind kind = each.get("kind").constant(IdentifierKind.class, spec.kind());
            if (prefixes.stream().noneMatch(kind.name()::startsWith)) {
                throw each.get("kind").wrong(kind.name(), "a kind that begins with " + String.join(" or ", prefixes));
            }
            String namespace = spec.namespace();
            String strength = spec.strength();
            places.add(new Place(
                    kind,
                    namespace == null ? usualNamespace(kind, vendor) : namespace,
                    strength == null
                            ? usualStrength(kind)
                            : each.get("strength").constant(Strength.class, strength),
                    each.get("at").pointer(spec.at())));
        }
        return new Identities(places);
    }

    @Nullable
    Entity of(JsonAt record) {
        Names names = new Names();
        for (Place place : places) {
            for (String value : Scalars.texts(record, place.at())) {
                names.add(place.kind(), place.namespace(), value, place.strength());
            }
        }
        return names.entity();
    }

    private static String usualNamespace(IdentifierKind kind, String vendor) {
        return switch (kind) {
            case USER_LOGIN, USER_VENDOR_ID, USER_ISS_SUB, USER_SAM_ACCOUNT, USER_LOCAL_NAME -> vendor;
            case DEVICE_VENDOR_ID -> vendor;
            case SESSION_VENDOR_ID, SESSION_ROOT_ID, SESSION_OIDC_SID, SESSION_SAML_INDEX, TOKEN_ID -> vendor;
            case USER_EMAIL, USER_UPN, USER_SID, USER_PHONE -> Names.namespace(kind);
            case DEVICE_SERIAL, DEVICE_UDID, DEVICE_SMBIOS_UUID, DEVICE_ENTRA_ID -> Names.namespace(kind);
            case DEVICE_IMEI, DEVICE_MAC, DEVICE_HOSTNAME, DEVICE_CERT_SHA256 -> Names.namespace(kind);
            case WORKLOAD_SPIFFE_ID, IP, UNKNOWN -> Names.namespace(kind);
        };
    }

    private static Strength usualStrength(IdentifierKind kind) {
        return switch (kind) {
            case USER_EMAIL, USER_UPN, USER_VENDOR_ID, USER_ISS_SUB, USER_SID -> Strength.STRONG;
            case DEVICE_SERIAL, DEVICE_UDID, DEVICE_SMBIOS_UUID, DEVICE_ENTRA_ID -> Strength.STRONG;
            case DEVICE_VENDOR_ID, DEVICE_CERT_SHA256 -> Strength.STRONG;
            case SESSION_VENDOR_ID, SESSION_OIDC_SID, WORKLOAD_SPIFFE_ID, TOKEN_ID -> Strength.STRONG;
            case USER_LOGIN, USER_SAM_ACCOUNT, USER_PHONE -> Strength.MEDIUM;
            case DEVICE_IMEI, DEVICE_MAC, DEVICE_HOSTNAME -> Strength.MEDIUM;
            case SESSION_ROOT_ID, SESSION_SAML_INDEX -> Strength.MEDIUM;
            case USER_LOCAL_NAME, IP, UNKNOWN -> Strength.WEAK;
        };
    }
}
