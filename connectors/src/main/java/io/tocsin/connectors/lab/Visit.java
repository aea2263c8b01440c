// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.lab;

import java.time.Instant;

/**
 * A question that came, and how it was answered.
 *
 * @param status 0 where the connection was ended instead
 */
public record Visit(Instant at, String path, int status) {}
