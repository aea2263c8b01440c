// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A policy in a file.
 *
 * @param name the file, as it was given
 */
record PolicyFile(String name, Policy policy, String text) {

    /**
     * Reads it as one that is to come into force now.
     *
     * @throws io.tocsin.risk.policy.document.PolicyException with every mistake
     * @throws PolicyFileException if there is no such file
     */
    static PolicyFile read(Path file, Instant now) {
        try {
            byte[] document = Files.readAllBytes(file);
            return new PolicyFile(
                    file.toString(), Policy.check(file.toString(), document, now), new String(document, UTF_8));
        } catch (IOException e) {
            throw new PolicyFileException("policy file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
