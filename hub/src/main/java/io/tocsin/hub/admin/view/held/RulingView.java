// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.held;

import java.util.List;

/**
 * What was ruled on.
 *
 * @param ruling {@code approve} or {@code reject}
 * @param ids the decisions
 * @param unknown those that were named and do not wait
 */
public record RulingView(String ruling, List<String> ids, List<String> unknown) {}
