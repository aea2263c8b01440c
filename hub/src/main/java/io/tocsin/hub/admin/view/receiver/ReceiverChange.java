// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.receiver;

import static java.util.Objects.requireNonNull;

/**
 * What is to be different about a receiver.
 *
 * @param collapse {@code on}, {@code off} or {@code default}
 */
public record ReceiverChange(String collapse) {
    public ReceiverChange {
        requireNonNull(collapse, "collapse is missing");
    }
}
