// SPDX-License-Identifier: Apache-2.0
/** Calls to transmitters and authorization servers: https only, bounded in time and size, redirects never followed. */
@NullMarked
package io.tocsin.receiver.http;

import org.jspecify.annotations.NullMarked;
