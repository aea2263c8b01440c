// SPDX-License-Identifier: Apache-2.0
/** A YAML document read strictly: every part knows its line and column, and no key is ignored. */
@NullMarked
package io.tocsin.risk.policy.document;

import org.jspecify.annotations.NullMarked;
