// SPDX-License-Identifier: Apache-2.0
/**
 * What a receiver may ask of the transmitter's API and is answered: metadata, access, streams, their status, subjects.
 */
@NullMarked
package io.tocsin.transmitter.contract;

import org.jspecify.annotations.NullMarked;
