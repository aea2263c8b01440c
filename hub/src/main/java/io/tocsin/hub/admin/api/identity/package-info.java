// SPDX-License-Identifier: Apache-2.0
/** What the admin API tells of who is who, and takes from an operator about it. */
@NullMarked
package io.tocsin.hub.admin.api.identity;

import org.jspecify.annotations.NullMarked;
