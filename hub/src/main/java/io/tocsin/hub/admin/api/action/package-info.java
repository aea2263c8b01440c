// SPDX-License-Identifier: Apache-2.0
/** {@code /admin/v1/receipts}. */
@NullMarked
package io.tocsin.hub.admin.api.action;

import org.jspecify.annotations.NullMarked;
