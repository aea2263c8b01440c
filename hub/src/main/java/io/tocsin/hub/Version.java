// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version the jar was built as, and the JVM it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"tocsin " + built(), "Java " + Runtime.version()};
    }

    static String built() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(built from source)");
    }
}
