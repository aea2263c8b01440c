// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.hub.config.ConfigException;
import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.run.HubConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminConfigTest {
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @Test
    void aTokenIsKnownByItselfOrByItsDigest() {
        AdminTokens tokens = new AdminTokens(read("[{ name: ops, token: a-token-of-twenty-or-more, role: write },"
                        + " { name: eyes, token: \"sha256:" + HELLO + "\", role: read }]")
                .admin());
        assertThat(tokens.caller("a-token-of-twenty-or-more"))
                .contains(new AdminTokens.AdminCaller("ops", AdminRole.WRITE));
        assertThat(tokens.caller("hello")).contains(new AdminTokens.AdminCaller("eyes", AdminRole.READ));
        assertThat(tokens.caller("sha256:" + HELLO)).isEmpty();
        assertThat(tokens.caller("")).isEmpty();
    }

    @Test
    void noTokenMeansNoApi() {
        assertThat(new AdminTokens(read("[]").admin()).none()).isTrue();
        assertThat(new AdminTokens(AdminConfig.OFF).none()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{ name: ops, token: short, role: write }]                        | at least 20
            [{ name: ops, token: "sha256:abc", role: write }]                 | 64 hex digits
            [{ name: "o p s", token: a-token-of-twenty-or-more, role: read }] | letters
            [{ name: ops, token: a-token-of-twenty-or-more, role: admin }]    | role
            [{ name: ops, token: a-token-of-twenty-or-more }]                 | role
            """)
    void whatCannotBeMeantIsRefused(String tokens, String said) {
        assertThatThrownBy(() -> read(tokens))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("a-token-of");
    }

    @Test
    void aNameTwiceIsRefused() {
        String token = "{ name: ops, token: a-token-of-twenty-or-more, role: read }";
        assertThatThrownBy(() -> read("[" + token + ", " + token + "]")).hasMessageContaining("twice");
    }

    private static HubConfig read(String tokens) {
        return ConfigFile.read(
                "hub.yaml", "admin: { tokens: " + tokens + " }\n", Path.of("."), HubConfig.class, name -> null);
    }
}
