// SPDX-License-Identifier: Apache-2.0
package io.tocsin.kafka;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long the tests of every module that has this on its class path wait for what has to happen, where they do not say
 * it themselves. A machine that others use, too, may stand still for seconds, and that is no failure.
 */
public final class Patience implements LauncherSessionListener {
    private static final Duration FOR = Duration.ofMinutes(2);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(FOR);
    }
}
