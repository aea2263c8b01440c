// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

/** An event of a type without a definition here; its whole payload is in {@code other}. */
public record UnknownEvent(EventType type, Members other) implements Event {}
