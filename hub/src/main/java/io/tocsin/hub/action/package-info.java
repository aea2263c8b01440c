// SPDX-License-Identifier: Apache-2.0
/**
 * What is done about a revocation besides sending SETs: whoever keeps the session and hears no SET is made to end it.
 * Each revocation at each target has a receipt in a topic, written before anything is done and again with what came of
 * it; who reads the event's partition acts, so what one hub leaves undone another one does.
 */
@NullMarked
package io.tocsin.hub.action;

import org.jspecify.annotations.NullMarked;
