// SPDX-License-Identifier: Apache-2.0
/** The policies in force, their history and documents, and what shadows would decide. */
@NullMarked
package io.tocsin.hub.admin.view.policy;

import org.jspecify.annotations.NullMarked;
