// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.receiver.ClientCredentials;
import io.tocsin.receiver.DeliverySettings;
import io.tocsin.receiver.ReceiverConfig;
import io.tocsin.receiver.SeenSettings;
import io.tocsin.receiver.StreamSettings;
import io.tocsin.receiver.edge.route.IdentityRule;
import io.tocsin.receiver.edge.route.OnSilence;
import io.tocsin.receiver.edge.route.RouteSettings;
import io.tocsin.receiver.edge.route.RouteSettings.Required;
import io.tocsin.receiver.edge.route.Source;
import io.tocsin.receiver.rig.Streams;
import io.tocsin.schemas.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot do what it says is refused at the start. */
class EdgeConfigTest {
    private static final String HUB = "https://hub.example";
    private static final StreamSettings POLLED = Streams.managed(HUB, DeliverySettings.Poll.DEFAULT);

    private static EdgeConfig config(
            StreamSettings stream,
            Duration lifetime,
            int maxEntries,
            Duration limit,
            OnSilence onSilence,
            RouteSettings... routes) {
        return new EdgeConfig(
                ReceiverConfig.of(List.of(stream), SeenSettings.IN_MEMORY),
                List.of(routes),
                Path.of("edge-data"),
                lifetime,
                maxEntries,
                limit,
                onSilence,
                null,
                null,
                null);
    }

    private static EdgeConfig with(RouteSettings... routes) {
        return config(POLLED, Duration.ofHours(1), 0, Duration.ofMinutes(5), OnSilence.FAIL_CLOSED, routes);
    }

    private static RouteSettings route(String path, List<IdentityRule> identity, @Nullable OnSilence onSilence) {
        return new RouteSettings(
                path, identity, Required.SESSION, null, onSilence, Duration.ofMinutes(5), "Bearer", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*", "/h*", "/health", "/envoy.service.auth.v3.Authorization/*"})
    void noRouteIsAskedAtAPathThatTheEdgeAnswersForItself(String path) {
        assertThatThrownBy(() -> with(route(path, List.of(), null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path)
                .hasMessageContaining("/health");
    }

    @Test
    void aRouteThatStepsUpSaysWhereSessionsBegin() {
        List<IdentityRule> cookie = List.of(new IdentityRule(null, Source.parse("cookie:session"), null, null, null));

        assertThatThrownBy(() -> with(route("/auth", cookie, OnSilence.STEP_UP)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("issued-at");
        assertThatThrownBy(() -> config(
                        POLLED,
                        Duration.ofHours(1),
                        0,
                        Duration.ofMinutes(5),
                        OnSilence.STEP_UP,
                        route("/auth", cookie, null)))
                .hasMessageContaining("issued-at");
        assertThatCode(() -> with(route("/auth", cookie, OnSilence.FAIL_OPEN))).doesNotThrowAnyException();
    }

    @Test
    void aPushedStreamIsVerifiedMoreOftenThanSilenceIsNoticed() {
        StreamSettings everyMinute = StreamSettings.pushed(
                "acme",
                HUB,
                ClientCredentials.basic("rx", Secret.of("s3cret")),
                Streams.push(Streams.PATH),
                Streams.EVENTS);

        assertThatThrownBy(() -> limited(everyMinute, Duration.ofSeconds(60)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("verify-every of stream acme is PT1M");
        assertThatThrownBy(() -> limited(Streams.managed(HUB, Streams.push(Streams.PATH)), Duration.ofHours(1)))
                .as("verified once")
                .hasMessageContaining("verify-every");
        assertThatCode(() -> limited(everyMinute, Duration.ofSeconds(61))).doesNotThrowAnyException();
    }

    private static EdgeConfig limited(StreamSettings stream, Duration limit) {
        return config(stream, Duration.ofHours(1), 0, limit, OnSilence.FAIL_CLOSED);
    }

    @Test
    void whatDoesNotFitIntoMemoryOrTimeIsRefused() {
        Duration hour = Duration.ofHours(1);
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);

        assertThatThrownBy(() -> config(POLLED, hour, 10_000_001, hour, OnSilence.FAIL_OPEN))
                .hasMessageContaining("max-entries is 10000001");
        assertThatThrownBy(() -> config(POLLED, forEver, 0, hour, OnSilence.FAIL_OPEN))
                .hasMessageContaining("session-lifetime");
        assertThatThrownBy(() -> config(POLLED, hour, 0, forEver, OnSilence.FAIL_OPEN))
                .hasMessageContaining("silence-limit");
    }
}
