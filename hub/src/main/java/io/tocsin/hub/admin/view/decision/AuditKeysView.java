// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * What checkpoints are signed with.
 *
 * @param jwks the public keys, for whoever is to verify elsewhere
 */
public record AuditKeysView(List<AuditKeyView> keys, JsonNode jwks) {

    /**
     * One key.
     *
     * @param signs it is the one that signs now
     * @param ours its file is this hub's own; otherwise it is trusted
     */
    public record AuditKeyView(String id, Instant since, boolean signs, boolean ours) {}
}
