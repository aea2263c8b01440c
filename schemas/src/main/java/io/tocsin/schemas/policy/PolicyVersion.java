// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.policy;

import static java.util.Objects.requireNonNull;

/**
 * A policy document by name and content.
 *
 * @param number counts the versions of this name from 1, in the order they were published; 0: a file that never was
 * @param hash the hex SHA-256 of its bytes
 */
public record PolicyVersion(String name, int number, String hash) {
    public PolicyVersion {
        requireNonNull(name, "name");
        requireNonNull(hash, "hash");
        if (number < 0) {
            throw new IllegalArgumentException("version of policy " + name + " is " + number + ", expected 0 or more");
        }
    }

    /** A document that has not been published. */
    public static PolicyVersion unpublished(String name, String hash) {
        return new PolicyVersion(name, 0, hash);
    }
}
