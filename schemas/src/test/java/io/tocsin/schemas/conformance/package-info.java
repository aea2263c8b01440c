// SPDX-License-Identifier: Apache-2.0
/** How a test says which clauses of the standards it shows to be met; for the tests of every module. */
@NullMarked
package io.tocsin.schemas.conformance;

import org.jspecify.annotations.NullMarked;
