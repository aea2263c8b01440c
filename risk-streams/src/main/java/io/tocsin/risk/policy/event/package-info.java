// SPDX-License-Identifier: Apache-2.0
/** What a response says: the type of event, its members, fixed or read from the signal, and reasons by language. */
@NullMarked
package io.tocsin.risk.policy.event;

import org.jspecify.annotations.NullMarked;
