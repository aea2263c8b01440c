// SPDX-License-Identifier: Apache-2.0
/** What crosses a topic or the wire: the contract between the modules. */
@NullMarked
package io.tocsin.schemas;

import org.jspecify.annotations.NullMarked;
