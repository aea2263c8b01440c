// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

/** One event of a SET: a type and the payload that belongs to it (RFC 8417 §2.2). */
public sealed interface Event permits CaepEvent, RiscEvent, SsfEvent, UnknownEvent {
    EventType type();

    /** Members of the payload that its definition does not name. */
    Members other();
}
