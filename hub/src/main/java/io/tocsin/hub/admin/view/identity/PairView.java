// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.identity;

/**
 * What an operator said of two.
 *
 * @param done it has been followed; false: it is written down, and will be when the stage comes to it
 */
public record PairView(String principal, String other, boolean done) {}
