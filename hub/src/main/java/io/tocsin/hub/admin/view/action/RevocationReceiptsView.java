// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.action;

import java.util.List;

/** Revocations that some target was to bring about, newest first. */
public record RevocationReceiptsView(List<RevocationView> revocations) {}
