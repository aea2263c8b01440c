// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.risk;

import static java.util.Objects.requireNonNull;

/** A policy document by name and content: {@code hash} is the hex SHA-256 of its bytes. */
public record PolicyVersion(String name, String hash) {
    public PolicyVersion {
        requireNonNull(name, "name");
        requireNonNull(hash, "hash");
    }
}
