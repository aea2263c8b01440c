// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.held;

import java.util.List;

/**
 * Decisions that wait, the longest waiting first.
 *
 * @param total how many wait in all, whatever was asked for
 */
public record HeldsView(List<HeldView> held, long total) {}
