// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of streams, in the order of their ids.
 *
 * @param next what {@code after} has to be for the next page; absent on the last
 */
public record StreamsView(
        List<StreamView> streams, @Nullable String next) {}
