// SPDX-License-Identifier: Apache-2.0
/** What a connector that asks its vendor remembers between two questions, and what an operator tells it. */
@NullMarked
package io.tocsin.schemas.connector;

import org.jspecify.annotations.NullMarked;
