// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin;

/** What a token of the admin API allows. */
public enum AdminRole {
    /** Looks. */
    READ,
    /** Looks and changes. */
    WRITE;

    public boolean covers(AdminRole needed) {
        return this == WRITE || this == needed;
    }
}
