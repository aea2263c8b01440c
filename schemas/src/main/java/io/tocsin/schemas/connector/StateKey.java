// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.connector;

import io.tocsin.schemas.MalformedException;

/**
 * Under what a {@link ConnectorState} is kept: {@code tenant|connector|feed|entry}. Only the entry may hold {@code |}.
 *
 * @param feed one of the vendor's; empty for what concerns the connector as a whole
 */
public record StateKey(String tenant, String connector, String feed, String entry) {
    public StateKey {
        if (tenant.indexOf('|') >= 0 || connector.indexOf('|') >= 0 || feed.indexOf('|') >= 0) {
            throw new IllegalArgumentException("tenant, connector or feed contains '|'");
        }
    }

    /** Of the one {@link ConnectorState.Position} of a feed. */
    public static StateKey position(String tenant, String connector, String feed) {
        return new StateKey(tenant, connector, feed, "position");
    }

    /** Of what a connector is told. */
    public static StateKey order(String tenant, String connector) {
        return new StateKey(tenant, connector, "", "order");
    }

    public StateKey seen(long segment) {
        return new StateKey(tenant, connector, feed, "seen:" + segment);
    }

    public StateKey row(String id) {
        return new StateKey(tenant, connector, feed, "row:" + id);
    }

    public boolean isOfFeed(StateKey other) {
        return tenant.equals(other.tenant) && connector.equals(other.connector) && feed.equals(other.feed);
    }

    /** What all of a connector's keys begin with. */
    public String owner() {
        return tenant + "|" + connector;
    }

    public String text() {
        return tenant + "|" + connector + "|" + feed + "|" + entry;
    }

    /** Throws {@link MalformedException}. */
    public static StateKey parse(String text) {
        String[] parts = text.split("\\|", 4);
        if (parts.length < 4) {
            throw new MalformedException("key: found no three '|', expected tenant|connector|feed|entry");
        }
        return new StateKey(parts[0], parts[1], parts[2], parts[3]);
    }
}
