// SPDX-License-Identifier: Apache-2.0
/** A small append-only file of records that survives a crash, for what must be on disk before it is acknowledged. */
@NullMarked
package io.tocsin.receiver.journal;

import org.jspecify.annotations.NullMarked;
