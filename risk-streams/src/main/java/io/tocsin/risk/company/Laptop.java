// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

/**
 * A laptop and what its vendors call it.
 *
 * @param number in the books of the device management
 * @param registration its id at the identity provider
 * @param agent its id at the EDR
 * @param directory its id in the directory; only of Windows
 */
public record Laptop(
        Platform platform,
        int number,
        String serial,
        String udid,
        String host,
        String mac,
        String registration,
        String agent,
        String directory) {
    /** Macs are managed by Jamf and watched by Falcon, the rest by Intune and Defender. */
    public enum Platform {
        MAC("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
                + " Safari/537.36"),
        WINDOWS("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
                + " Safari/537.36");

        private final String userAgent;

        Platform(String userAgent) {
            this.userAgent = userAgent;
        }

        public String userAgent() {
            return userAgent;
        }
    }
}
