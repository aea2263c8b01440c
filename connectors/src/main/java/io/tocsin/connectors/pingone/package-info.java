// SPDX-License-Identifier: Apache-2.0
/** PingOne's audit events, posted in batches that are sent again until they are taken. */
@NullMarked
package io.tocsin.connectors.pingone;

import org.jspecify.annotations.NullMarked;
