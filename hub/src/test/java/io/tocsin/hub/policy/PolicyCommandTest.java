// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.hub.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tocsin policy} does with files alone. */
class PolicyCommandTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Cli local(String... arguments) {
        Cli cli = new Cli();
        cli.execute(arguments);
        return cli;
    }

    @Test
    void policiesAreCheckedAndTestedWithoutAHub() throws Exception {
        Path good = file("good.yaml", Written.policy(50));
        Path bad = file("bad.yaml", Written.policy(500));
        assertThat(new Cli().execute("policy", "check", good.toString())).isZero();
        assertThat(new Cli().execute("policy", "check", good.toString(), bad.toString()))
                .isEqualTo(1);
        assertThat(local("policy", "check", bad.toString()).err())
                .contains("bad.yaml:4:")
                .contains("weight");
        assertThat(local("policy", "test", good.toString()).out())
                .contains("passes  two threats revoke")
                .contains("1 test, none failed.");
        Path failing = file("failing.yaml", Written.policy(50).replace("decides: revoke", "decides: nothing"));
        assertThat(new Cli().execute("policy", "test", failing.toString())).isEqualTo(1);
        assertThat(new Cli()
                        .execute("policy", "check", folder.resolve("none.yaml").toString()))
                .isEqualTo(1);
    }
}
