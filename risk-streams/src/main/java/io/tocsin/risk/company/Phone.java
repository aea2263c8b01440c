// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.company;

/** A person's own phone: known to the identity provider, managed by nobody. */
public record Phone(String registration) {
    public static final String USER_AGENT =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.6 Mobile/15E148 Safari/604.1";
}
