// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy;

import io.tocsin.schemas.signal.PrincipalKind;

/**
 * Risk that flows from one kind of principal to those bound to it.
 *
 * @param from never SESSION
 * @param to always SESSION for now; named so that a document says what it means
 * @param factor above 0 to 1, multiplies every weight that flows
 */
public record Propagation(PrincipalKind from, PrincipalKind to, double factor) {}
