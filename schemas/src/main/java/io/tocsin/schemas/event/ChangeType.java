// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.event;

/** What happened to a credential (CAEP 1.0 §3.3, {@code change_type}); a closed set. */
public enum ChangeType {
    CREATE,
    REVOKE,
    UPDATE,
    DELETE
}
