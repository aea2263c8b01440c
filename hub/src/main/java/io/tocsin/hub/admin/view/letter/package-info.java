// SPDX-License-Identifier: Apache-2.0
/** Dead letters, and sending them again. */
@NullMarked
package io.tocsin.hub.admin.view.letter;

import org.jspecify.annotations.NullMarked;
