// SPDX-License-Identifier: Apache-2.0
/** Connectors that ask their vendors. */
@NullMarked
package io.tocsin.hub.admin.view.connector;

import org.jspecify.annotations.NullMarked;
