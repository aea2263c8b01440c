// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.letter;

import java.util.Map;

/**
 * What became of dead letters that were to be sent again.
 *
 * @param sent put back into the outbox
 * @param skipped why not, by id
 */
public record RedriveView(int sent, Map<String, String> skipped) {}
