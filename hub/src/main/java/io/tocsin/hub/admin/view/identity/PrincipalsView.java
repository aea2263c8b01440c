// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.identity;

import java.util.List;

/** Those whom a name means. */
public record PrincipalsView(List<PrincipalView> principals) {}
