// SPDX-License-Identifier: Apache-2.0
/** The JSON of subjects, events and SETs, and the strict reading it rests on. */
@NullMarked
package io.tocsin.schemas.json;

import org.jspecify.annotations.NullMarked;
