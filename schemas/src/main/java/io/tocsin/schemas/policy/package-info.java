// SPDX-License-Identifier: Apache-2.0
/** Which policy is meant, and the log of who put which one in force. What a policy says is the risk stage's to read. */
@NullMarked
package io.tocsin.schemas.policy;

import org.jspecify.annotations.NullMarked;
