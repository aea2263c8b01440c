// SPDX-License-Identifier: Apache-2.0
/** What is concluded from signals: links, contributions, assessments, decisions, and the events they lead to. */
@NullMarked
package io.tocsin.schemas.risk;

import org.jspecify.annotations.NullMarked;
