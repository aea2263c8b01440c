// SPDX-License-Identifier: Apache-2.0
/**
 * The transmitter's HTTP side: metadata, token endpoint, stream management (SSF 1.0 §8) and polling (RFC 8936), with
 * one place where failures become answers.
 */
@NullMarked
package io.tocsin.transmitter.http;

import org.jspecify.annotations.NullMarked;
