// SPDX-License-Identifier: Apache-2.0
/** Values as bytes: the Confluent wire format, by our own hand or by a serializer that was dropped in. */
@NullMarked
package io.tocsin.schemas.wire;

import org.jspecify.annotations.NullMarked;
