// SPDX-License-Identifier: Apache-2.0
/** Decisions: lists of them, whole ones, why they were made, and whether their log is as it was sealed. */
@NullMarked
package io.tocsin.hub.admin.view.decision;

import org.jspecify.annotations.NullMarked;
