// SPDX-License-Identifier: Apache-2.0
/** Okta's System Log events, as event hooks deliver them. */
@NullMarked
package io.tocsin.connectors.okta;

import org.jspecify.annotations.NullMarked;
