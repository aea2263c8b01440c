// SPDX-License-Identifier: Apache-2.0
/**
 * The questions of proxies: where a request says whose it is, whether that is somebody who is out, and how both are
 * answered while a transmitter is silent.
 */
@NullMarked
package io.tocsin.receiver.edge.route;

import org.jspecify.annotations.NullMarked;
