// SPDX-License-Identifier: Apache-2.0
/** The JSON of the admin API about who is who. */
@NullMarked
package io.tocsin.hub.admin.view.identity;

import org.jspecify.annotations.NullMarked;
