// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code openssl speed} signs per second on one core: the yardstick that any reader can repeat. */
public final class OpenSslSpeed {
    private static final Map<String, String> TESTS =
            Map.of("RS256", "rsa2048", "ES256", "ecdsap256", "EdDSA", "ed25519");

    /** {@code +F2:index:bits:sign:verify}, likewise F4 and F6 (which has the curve's name in between). */
    private static final Pattern RESULT = Pattern.compile("^\\+F[2456]:\\d+:\\d+:(?:[^:]*[A-Za-z][^:]*:)?([0-9.]+):.*");

    private OpenSslSpeed() {}

    /** Signatures per second by JWS algorithm; empty where there is no {@code openssl} on the path. */
    static Map<String, Double> signaturesPerSecond(int secondsEach) throws IOException, InterruptedException {
        return signaturesPerSecond(secondsEach, List.of("RS256", "ES256", "EdDSA"));
    }

    /** As {@link #signaturesPerSecond(int)}, for some algorithms. */
    public static Map<String, Double> signaturesPerSecond(int secondsEach, List<String> algorithms)
            throws IOException, InterruptedException {
        Map<String, Double> found = new LinkedHashMap<>();
        for (String algorithm : algorithms) {
            Process process;
            try {
                process = new ProcessBuilder(
                                "openssl", "speed", "-mr", "-seconds", "" + secondsEach, TESTS.get(algorithm))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                System.err.println("openssl is not on the path, its figures are left out: " + e.getMessage());
                return Map.of();
            }
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor();
            output.lines()
                    .map(RESULT::matcher)
                    .filter(Matcher::matches)
                    .findFirst()
                    .ifPresent(m -> found.put(algorithm, perSecond(Double.parseDouble(m.group(1)))));
        }
        return found;
    }

    /** OpenSSL 3 prints signatures per second, 1.1 seconds per signature; no machine signs slower than one a second. */
    private static double perSecond(double printed) {
        return printed < 1 ? 1 / printed : printed;
    }
}
