// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.risk;

import java.util.List;

/** Everybody who is called what was asked for. */
public record RisksView(List<RiskView> principals) {}
