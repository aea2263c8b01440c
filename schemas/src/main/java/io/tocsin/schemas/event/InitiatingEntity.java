// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

/** Who caused an event (CAEP 1.0 §2, {@code initiating_entity}). */
public enum InitiatingEntity {
    ADMIN,
    USER,
    POLICY,
    SYSTEM
}
