// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps what a vendor answered, without secrets and with every name replaced, as a file that can be read again without
 * the vendor: what a connector makes of it is then a test of the connector.
 */
@NullMarked
package io.tocsin.connectors.record;

import org.jspecify.annotations.NullMarked;
