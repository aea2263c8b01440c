// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.policy;

import java.util.List;

/** The steps, the latest first. */
public record HistoryView(List<StepView> steps) {}
