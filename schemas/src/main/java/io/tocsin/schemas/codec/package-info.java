// SPDX-License-Identifier: Apache-2.0
/** Domain records to Avro records and back. The generated Avro classes stay behind this package. */
@NullMarked
package io.tocsin.schemas.codec;

import org.jspecify.annotations.NullMarked;
