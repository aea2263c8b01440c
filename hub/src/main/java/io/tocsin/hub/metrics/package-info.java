// SPDX-License-Identifier: Apache-2.0
/** What the parts of a hub count, as meters of one registry. docs/operations.md lists their names. */
@NullMarked
package io.tocsin.hub.metrics;

import org.jspecify.annotations.NullMarked;
