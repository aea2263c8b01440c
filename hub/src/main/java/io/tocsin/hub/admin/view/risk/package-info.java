// SPDX-License-Identifier: Apache-2.0
/** How users, devices and sessions stand. */
@NullMarked
package io.tocsin.hub.admin.view.risk;

import org.jspecify.annotations.NullMarked;
