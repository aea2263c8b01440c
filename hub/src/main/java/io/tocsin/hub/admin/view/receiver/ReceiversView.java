// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.receiver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of receivers, in the order of their client ids.
 *
 * @param next what {@code after} has to be for the next page; absent on the last
 */
public record ReceiversView(
        List<ReceiverView> receivers, @Nullable String next) {}
