// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.subject;

/**
 * A subject identifier: who or what an event is about (SSF 1.0 §3, RFC 9493).
 *
 * <p>Equality is the equality SSF 1.0 §8.1.3.1 asks for in matching: same format, same members, case-sensitive, arrays
 * in order.
 */
public sealed interface Subject permits SimpleSubject, ComplexSubject {
    SubjectFormat format();
}
