// SPDX-License-Identifier: Apache-2.0
/** What the admin API tells of streams, receivers, keys and dead letters, and lets an operator do about them. */
@NullMarked
package io.tocsin.hub.admin.api.transmitter;

import org.jspecify.annotations.NullMarked;
