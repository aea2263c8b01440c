// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import io.tocsin.receiver.edge.revocation.Claimed;
import io.tocsin.receiver.edge.revocation.Mark;
import io.tocsin.receiver.edge.revocation.Revocations;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Answers one route: 200 where a request may pass, else 401 or a redirect. */
final class Gate implements Handler<HttpServerRequest> {
    private static final CharSequence MODE = HttpHeaders.createOptimized("X-Tocsin-Mode");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final String LIVE = "live";
    private static final String STEP_UP = "step-up";

    private final RouteSettings settings;
    private final Duration silenceLimit;
    private final OnSilence onSilence;
    private final Identity identity;
    private final Revocations revocations;
    private final Silence silence;
    private final Refusals refusals;
    private final Vertx vertx;
    private final Executor workers;
    private final InstantSource clock;
    private final EdgeMetrics metrics;

    /**
     * One route.
     *
     * @param workers verify tokens, and may wait for keys: no event loop
     */
    Gate(
            RouteSettings settings,
            Duration silenceLimit,
            OnSilence onSilence,
            Identity identity,
            Revocations revocations,
            Silence silence,
            Vertx vertx,
            Executor workers,
            InstantSource clock,
            EdgeMetrics metrics) {
        this.settings = settings;
        this.silenceLimit = settings.silenceLimit() == null ? silenceLimit : settings.silenceLimit();
        this.onSilence = settings.onSilence() == null ? onSilence : settings.onSilence();
        this.identity = identity;
        this.revocations = revocations;
        this.silence = silence;
        this.refusals = new Refusals(settings);
        this.vertx = vertx;
        this.workers = workers;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Said said = identity.read(request);
        if (said.tokens().isEmpty()) {
            answer(request, said);
            return;
        }
        Context context = vertx.getOrCreateContext();
        try {
            workers.execute(() -> {
                identity.verify(said);
                context.runOnContext(now -> answer(request, said));
            });
        } catch (RejectedExecutionException closing) {
            request.response().setStatusCode(503).end().onFailure(gone -> {});
        }
    }

    private void answer(HttpServerRequest request, Said said) {
        HttpServerResponse response = request.response();
        boolean silent = isSilent();
        String mode = silent ? onSilence.word() : LIVE;
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        response.putHeader(MODE, mode);
        Claimed claimed = said.claimed();
        Mark against = revocations.against(claimed);
        if (against != null) {
            metrics.requestAnswered(path(), "revoked", mode);
            refusals.refuse(request, against.reason());
            return;
        }
        String problem = problem(said, claimed, silent);
        metrics.requestAnswered(path(), problem == null ? "pass" : problem, mode);
        if (problem == null) {
            response.end().onFailure(gone -> {});
        } else if (problem.equals(STEP_UP)) {
            refusals.stepUp(request);
        } else {
            refusals.refuse(request, problem);
        }
    }

    /** Why somebody who is not known to be out may not pass; null if they may. */
    private @Nullable String problem(Said said, Claimed claimed, boolean silent) {
        String distrust = said.distrust();
        if (distrust != null) {
            return distrust;
        }
        if (silent && onSilence == OnSilence.FAIL_CLOSED) {
            return "silent";
        }
        if (!said.names(settings.requires())) {
            return "no-session";
        }
        return silent && onSilence == OnSilence.STEP_UP && !isFresh(claimed.issuedAt()) ? STEP_UP : null;
    }

    private boolean isFresh(@Nullable Instant issuedAt) {
        return issuedAt != null && issuedAt.isAfter(clock.instant().minus(settings.stepUpMaxAge()));
    }

    /** {@code live}, or what is done because of silence. */
    String mode() {
        return isSilent() ? onSilence.word() : LIVE;
    }

    boolean isSilent() {
        return silence.isLongerThan(silenceLimit);
    }

    /** Does nothing pass now? */
    boolean isShut() {
        return isSilent() && onSilence == OnSilence.FAIL_CLOSED;
    }

    String path() {
        return settings.path();
    }
}
