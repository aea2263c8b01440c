// SPDX-License-Identifier: Apache-2.0
/** What a running hub tells its operator: health, readiness and meters, on a listener of their own. */
@NullMarked
package io.tocsin.hub.admin;

import org.jspecify.annotations.NullMarked;
