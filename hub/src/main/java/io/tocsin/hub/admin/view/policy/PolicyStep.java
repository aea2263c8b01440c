// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.policy;

import org.jspecify.annotations.Nullable;

/**
 * Why a step is taken.
 *
 * @param now of a promotion: however short the shadow has been one; then the comment is needed
 */
public record PolicyStep(@Nullable String comment, boolean now) {}
