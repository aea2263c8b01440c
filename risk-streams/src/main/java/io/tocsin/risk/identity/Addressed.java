// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Signal;

/** A signal for one of the principals it concerns. */
record Addressed(CanonicalId to, Signal signal) {}
