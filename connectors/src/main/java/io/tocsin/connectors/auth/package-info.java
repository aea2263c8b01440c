// SPDX-License-Identifier: Apache-2.0
/**
 * Who may call a webhook: what a caller must present, compared in constant time before anything it sent is parsed. A
 * class for each way that senders have ({@link io.tocsin.connectors.auth.Authentication} lists them), and what they
 * check with.
 */
@NullMarked
package io.tocsin.connectors.auth;

import org.jspecify.annotations.NullMarked;
