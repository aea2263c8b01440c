// SPDX-License-Identifier: Apache-2.0
/**
 * Fleet: hosts and which of their policies they pass, asked for, as Fleet's hooks prove nothing and tell no recovery.
 */
@NullMarked
package io.tocsin.connectors.fleet;

import org.jspecify.annotations.NullMarked;
