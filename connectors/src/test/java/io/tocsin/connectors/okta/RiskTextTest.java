// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.schemas.signal.RiskLevel;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RiskTextTest {

    @Test
    void membersAreFoundInAnyOrderAndValuesMayHoldCommas() {
        assertThat(RiskText.parse("{reasons=Anomalous Geo-Distance, New Device, New IP, level=HIGH}"))
                .isEqualTo(new RiskText(
                        RiskLevel.HIGH, null, null, List.of("Anomalous Geo-Distance", "New Device", "New IP"), null));
        assertThat(RiskText.parse("{previousLevel=LOW, level=MEDIUM, detectionName=A, B, issuer=OKTA}"))
                .isEqualTo(new RiskText(RiskLevel.MEDIUM, RiskLevel.LOW, "A, B", List.of(), "OKTA"));
        assertThat(RiskText.parse("level = high,reasons=x=y, p q=r").reasons()).containsExactly("x=y", "p q=r");
    }

    @Test
    void aWordWeDoNotKnowIsNoLevel() {
        assertThat(RiskText.parse("{level=SEVERE}").level()).isEqualTo(RiskLevel.UNKNOWN);
        assertThat(RiskText.parse("{level=}").level()).isNull();
        assertThat(RiskText.parse("{}").level()).isNull();
        assertThat(RiskText.parse("").level()).isNull();
    }

    @Test
    void anObjectIsReadAsWell() {
        var risk = JsonNodeFactory.instance.objectNode().put("level", "HIGH").put("detectionName", "D");
        risk.putArray("reasons").add("a").add(1);
        assertThat(RiskText.of(JsonAt.root(risk)))
                .isEqualTo(new RiskText(RiskLevel.HIGH, null, "D", List.of("a"), null));
    }

    @Test
    void noTextMakesItFail() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "{}=, levlpriousLHIGW\"\\";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(30); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(RiskText.parse(text.toString()).reasons())
                    .as("seed %d", seed)
                    .isNotNull();
        }
    }
}
