// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.policy.PolicyVersion;
import io.tocsin.schemas.signal.CanonicalId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of decisions: the same principal, policy, trigger and response always give the same one. */
public final class DecisionId {
    private DecisionId() {}

    /** Hex SHA-256 over the parts, each preceded by its length. */
    public static String derive(CanonicalId principal, PolicyVersion policy, String trigger, String response) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {principal.text(), policy.name(), policy.hash(), trigger, response}) {
                byte[] bytes = part.getBytes(UTF_8);
                sha256.update((bytes.length + ":").getBytes(UTF_8));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
