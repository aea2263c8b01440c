// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.decision;

import java.util.List;

/** What a txn or jti leads to: one decision, or those that share their cause. */
public record ExplanationsView(List<ExplanationView> explanations) {}
