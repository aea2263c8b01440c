// SPDX-License-Identifier: Apache-2.0
/**
 * Those outside the hub who see the demo: a receiver, a page behind a proxy, its visitor, and who watches the topics.
 */
@NullMarked
package io.tocsin.hub.demo.audience;

import org.jspecify.annotations.NullMarked;
