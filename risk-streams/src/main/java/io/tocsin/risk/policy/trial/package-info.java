// SPDX-License-Identifier: Apache-2.0
/** The tests that stand in a policy's own document: signals in short form, and what the policy is to make of them. */
@NullMarked
package io.tocsin.risk.policy.trial;

import org.jspecify.annotations.NullMarked;
