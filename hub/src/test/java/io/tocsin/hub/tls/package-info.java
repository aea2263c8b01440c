// SPDX-License-Identifier: Apache-2.0
/** Tests of the certificates. */
@NullMarked
package io.tocsin.hub.tls;

import org.jspecify.annotations.NullMarked;
