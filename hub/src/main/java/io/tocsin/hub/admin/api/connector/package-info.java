// SPDX-License-Identifier: Apache-2.0
/** {@code /admin/v1/connectors}. */
@NullMarked
package io.tocsin.hub.admin.api.connector;

import org.jspecify.annotations.NullMarked;
