// SPDX-License-Identifier: Apache-2.0
/**
 * What every source's mapping shares: the record that comes in, the names and times in it, the signals that come out. A
 * {@link io.tocsin.connectors.mapping.Source} cuts a body into records, its
 * {@link io.tocsin.connectors.mapping.RecordMapper} says what each means by a
 * {@link io.tocsin.connectors.mapping.SignalDraft}, and a {@link io.tocsin.connectors.mapping.Harvest} is what comes of
 * all. The rest reads the parts of a record.
 */
@NullMarked
package io.tocsin.connectors.mapping;

import org.jspecify.annotations.NullMarked;
