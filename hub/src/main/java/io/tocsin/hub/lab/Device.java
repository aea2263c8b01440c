// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.lab;

/**
 * A computer of the made-up company.
 *
 * @param okta the device id in Okta
 * @param jamf its number in Jamf Pro; 0 where Jamf does not look after it
 */
public record Device(
        String name,
        String model,
        String serial,
        String udid,
        String mac,
        String okta,
        int jamf,
        Platform platform,
        Person owner) {

    /** What runs on it, as Okta and browsers say it. */
    public enum Platform {
        MACOS(
                "Mac OS X",
                "OSX",
                "15.6.1",
                "SAFARI",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6"
                        + " Safari/605.1.15"),
        WINDOWS(
                "Windows 10",
                "WINDOWS",
                "10.0.26100.4652",
                "CHROME",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
                        + " Safari/537.36");

        final String os;
        final String family;
        final String version;
        final String browser;
        final String userAgent;

        Platform(String os, String family, String version, String browser, String userAgent) {
            this.os = os;
            this.family = family;
            this.version = version;
            this.browser = browser;
            this.userAgent = userAgent;
        }
    }
}
