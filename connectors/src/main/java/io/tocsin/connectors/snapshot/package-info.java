// SPDX-License-Identifier: Apache-2.0
/** Vendors that say how things are and not what happened: two snapshots are compared. */
@NullMarked
package io.tocsin.connectors.snapshot;

import org.jspecify.annotations.NullMarked;
