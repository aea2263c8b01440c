// SPDX-License-Identifier: Apache-2.0
/** Receivers, and what can be asked of them. */
@NullMarked
package io.tocsin.hub.admin.view.receiver;

import org.jspecify.annotations.NullMarked;
