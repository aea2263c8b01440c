// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.connectors.LabBench.Desk;
import io.tocsin.connectors.lab.Shelf;
import io.tocsin.connectors.sample.Samples;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.credential.ClientCredentials;
import io.tocsin.schemas.connector.Trouble;
import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What vendors do to those who ask them, against the lab. */
class PollingTroubleTest {
    @AutoClose
    private final PollingBench polls = new PollingBench();

    private final LabBench bench = polls.bench;

    @Test
    void aForgottenCursorIsKnownForWhatItIs() throws Exception {
        Shelf log = bench.lab.shelf(PollingBench.LOG).add(polls.event(1));
        Desk desk = polls.okta(2);
        desk.read();
        log.forgetCursors();
        assertThat(PollingBench.fault(desk).kind()).isEqualTo(Trouble.Kind.CURSOR_INVALID);
    }

    @Test
    void linksToAnotherOriginAreNotFollowed() throws Exception {
        bench.lab.pageSize(1);
        bench.lab
                .shelf(PollingBench.SIGN_INS)
                .add(polls.signIn("a", "2026-03-02T08:40:00Z"))
                .add(polls.signIn("b", "2026-03-02T08:41:00Z"));
        Desk desk = polls.signIns(bench.oauth());
        bench.lab.weather().forgeLinks("http://localhost:1");
        desk.page();
        FaultException fault = PollingBench.fault(desk);
        assertThat(fault.kind()).isEqualTo(Trouble.Kind.PROTOCOL);
        assertThat(fault).hasMessageContaining("leads to another origin");
    }

    @Test
    void aForgedCursorIsNotFollowedEither() throws Exception {
        bench.lab.shelf(PollingBench.LOG).add(polls.event(1));
        bench.lab.weather().forgeLinks("http://127.0.0.1:" + bench.lab.url().getPort());
        Desk desk = polls.okta(1);
        assertThat(PollingBench.fault(desk)).hasMessageContaining("leads to another origin");
        assertThat(bench.lab.asked()).isEqualTo(1);
        assertThat(desk.memory().position().cursor())
                .as("nor kept, so that reading goes on")
                .isNull();
        desk.reopen();
        desk.read();
        assertThat(desk.ids()).hasSize(1);
    }

    @Test
    void whatAVendorAnswersIsSortedByWhatIsToBeDone() throws Exception {
        Desk desk = polls.okta(2);
        assertThat(kind(desk, 500)).isEqualTo(Trouble.Kind.TRANSIENT);
        assertThat(kind(desk, 503)).isEqualTo(Trouble.Kind.TRANSIENT);
        assertThat(kind(desk, 403)).isEqualTo(Trouble.Kind.AUTHORIZATION);
        assertThat(kind(desk, 404)).isEqualTo(Trouble.Kind.PROTOCOL);
        assertThat(kind(desk, 302)).isEqualTo(Trouble.Kind.PROTOCOL);
        bench.lab.weather().hangUp();
        assertThat(PollingBench.fault(desk).kind()).isEqualTo(Trouble.Kind.TRANSIENT);
        bench.lab.shelf(PollingBench.LOG).add(polls.event(1));
        bench.lab.weather().truncate();
        assertThat(PollingBench.fault(desk).kind()).isEqualTo(Trouble.Kind.PROTOCOL);
        desk.read();
        assertThat(desk.ids()).hasSize(1);
    }

    @Test
    void aThrottledQuestionSaysWhenToAskAgain() {
        Desk desk = polls.okta(2);
        bench.lab.weather().refuse(429, Map.of("Retry-After", "30"));
        FaultException told = PollingBench.fault(desk);
        assertThat(told.kind()).isEqualTo(Trouble.Kind.THROTTLED);
        assertThat(told.notBefore()).isBetween(Samples.NOW.plusSeconds(29), Samples.NOW.plusSeconds(60));
        // the governor holds the next question back, and does not ask
        int asked = bench.lab.asked();
        assertThat(PollingBench.fault(desk).kind()).isEqualTo(Trouble.Kind.THROTTLED);
        assertThat(bench.lab.asked()).isEqualTo(asked);
    }

    @Test
    void aTokenThatIsRevokedIsFetchedOnceMore() throws Exception {
        bench.lab.shelf(PollingBench.SIGN_INS).add(polls.signIn("a", "2026-03-02T08:40:00Z"));
        Desk desk = polls.signIns(bench.oauth());
        desk.read();
        bench.lab.revokeTokens();
        desk.read();
        assertThat(desk.ids()).hasSize(1);
    }

    @Test
    void aWrongSecretIsSaidWithoutIt() {
        ApiConfig wrong = new ApiConfig(
                bench.lab.url(),
                new ClientCredentials(
                        bench.lab.tokenUrl(), "tocsin", Secret.of("not-the-secret"), null, List.of(), null, null),
                null,
                600_000,
                1.0,
                null);
        FaultException fault = PollingBench.fault(polls.signIns(wrong));
        assertThat(fault.kind()).isEqualTo(Trouble.Kind.AUTHORIZATION);
        assertThat(fault).hasMessageNotContaining("not-the-secret");
        assertThat(wrong.toString()).doesNotContain("not-the-secret");
    }

    @Test
    void aUrlWithoutTlsLeadsNowhereButHere() {
        assertThatThrownBy(() -> new ApiConfig(
                        URI.create("http://acme.okta.com"), bench.api().credential(), null, null, null, null))
                .hasMessageContaining("expected https");
    }

    private Trouble.Kind kind(Desk desk, int status) {
        bench.lab.weather().refuse(status);
        return PollingBench.fault(desk).kind();
    }
}
