// SPDX-License-Identifier: Apache-2.0
/**
 * The topics: each a typed constant with its codecs and retention, and the doors to them,
 * {@link io.tocsin.schemas.topic.Wire} for bytes, {@link io.tocsin.schemas.topic.TopicWriter} for writing,
 * {@link io.tocsin.schemas.topic.TopicAdmin} for making them.
 */
@NullMarked
package io.tocsin.schemas.topic;

import org.jspecify.annotations.NullMarked;
