// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of whole decisions, the oldest first.
 *
 * @param next what {@code after} has to be for the next page; absent on the last
 */
public record ExportView(
        List<DecisionView> decisions, @Nullable String next) {}
