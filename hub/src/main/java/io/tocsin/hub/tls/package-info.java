// SPDX-License-Identifier: Apache-2.0
/**
 * Certificates and keys of the hub's listeners: read from where the configuration says, or issued by a certificate
 * authority of the demo's own.
 */
@NullMarked
package io.tocsin.hub.tls;

import org.jspecify.annotations.NullMarked;
