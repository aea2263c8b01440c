// SPDX-License-Identifier: Apache-2.0
/** The admin API held against its description. */
@NullMarked
package io.tocsin.hub.admin.api;

import org.jspecify.annotations.NullMarked;
