// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.lab;

/** A login of one person on one device; {@code id} is what Okta calls it. */
public record Session(String id, Device device, String ip) {
    public Person user() {
        return device.owner();
    }
}
