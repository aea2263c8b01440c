// SPDX-License-Identifier: Apache-2.0
/**
 * The vendor lab: a made-up company and the webhooks that its identity provider, MDM, EDR and asset inventory send, in
 * their real shapes, over real HTTPS, signed their way. Names nobody that exists: fictitious people, documentation
 * addresses, {@code .example} domains.
 */
@NullMarked
package io.tocsin.hub.lab;

import org.jspecify.annotations.NullMarked;
