// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.receiver;

/**
 * A receiver that was removed.
 *
 * @param streamsLeft streams of it that are still being deleted, by the hubs that deliver them
 */
public record RemovalView(String clientId, int streamsLeft) {}
