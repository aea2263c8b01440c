// SPDX-License-Identifier: Apache-2.0
/** What the risk stage says: assessments, decisions, and the risk that flows from one principal to another. */
@NullMarked
package io.tocsin.schemas.risk;

import org.jspecify.annotations.NullMarked;
