// SPDX-License-Identifier: Apache-2.0
/** Schema registries: schemas by id and ids by schema, in this process or over HTTP. */
@NullMarked
package io.tocsin.schemas.registry;

import org.jspecify.annotations.NullMarked;
