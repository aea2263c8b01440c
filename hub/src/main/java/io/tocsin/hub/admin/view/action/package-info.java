// SPDX-License-Identifier: Apache-2.0
/** Receipts of what was done about revocations. */
@NullMarked
package io.tocsin.hub.admin.view.action;

import org.jspecify.annotations.NullMarked;
