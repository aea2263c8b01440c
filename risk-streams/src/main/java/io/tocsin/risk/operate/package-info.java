// SPDX-License-Identifier: Apache-2.0
/** What the operator of a risk stage can look at and do, from any instance. */
@NullMarked
package io.tocsin.risk.operate;

import org.jspecify.annotations.NullMarked;
