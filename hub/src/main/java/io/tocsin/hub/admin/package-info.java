// SPDX-License-Identifier: Apache-2.0
/**
 * The admin listener: health, readiness and meters for anybody who reaches it, and the admin API for those who have one
 * of its tokens.
 */
@NullMarked
package io.tocsin.hub.admin;

import org.jspecify.annotations.NullMarked;
