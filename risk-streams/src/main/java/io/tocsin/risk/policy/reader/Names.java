// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.YamlNode;
import java.util.regex.Pattern;

/** The names that a document gives to itself and to its parts. */
final class Names {
    private static final Pattern POLICY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern PART = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST = 64;

    private Names() {}

    static String policy(Section root) {
        YamlNode.Scalar name = root.scalar("name", "a name for this policy");
        if (!POLICY.matcher(name.text()).matches()) {
            throw new PolicyException(
                    name.place(),
                    "name",
                    "'" + name.text() + "' is no name, expected up to 64 letters, digits, '.', '_' or '-'");
        }
        return name.text();
    }

    /** The name of a rule, a response, an exemption, whatever {@code key} says. */
    static String part(Section section, String key) {
        YamlNode.Scalar name = section.scalar(key, "a name in lower case with hyphens");
        if (!PART.matcher(name.text()).matches() || name.text().length() > LONGEST) {
            throw new PolicyException(
                    name.place(),
                    section.at(key),
                    "'" + name.text() + "' is no name, expected up to 64 lower-case letters and digits with hyphens");
        }
        return name.text();
    }
}
