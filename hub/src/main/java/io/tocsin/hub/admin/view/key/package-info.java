// SPDX-License-Identifier: Apache-2.0
/** Signing keys, and their rotation. */
@NullMarked
package io.tocsin.hub.admin.view.key;

import org.jspecify.annotations.NullMarked;
