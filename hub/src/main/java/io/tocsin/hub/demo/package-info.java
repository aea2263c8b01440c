// SPDX-License-Identifier: Apache-2.0
/**
 * {@code tocsin demo}: the hub on one machine, the vendor lab before it, two receivers behind it, and a story that
 * shows what it is for. Everything is real but the vendors: brokers, certificates, signatures, subscriptions.
 */
@NullMarked
package io.tocsin.hub.demo;

import org.jspecify.annotations.NullMarked;
