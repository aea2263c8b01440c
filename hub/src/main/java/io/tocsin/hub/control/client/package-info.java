// SPDX-License-Identifier: Apache-2.0
/** How an operator's command reaches a hub: which one, by what trust and token, and what its refusals mean. */
@NullMarked
package io.tocsin.hub.control.client;

import org.jspecify.annotations.NullMarked;
