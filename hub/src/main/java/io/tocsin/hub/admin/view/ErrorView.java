// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view;

/** Why something was refused: {@code err} for programs, {@code description} for people. */
public record ErrorView(String err, String description) {}
