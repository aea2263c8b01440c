// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.route;

import io.tocsin.receiver.edge.question.Answer;
import io.tocsin.receiver.edge.question.Answer.Header;
import io.tocsin.receiver.edge.question.Question;
import io.tocsin.receiver.edge.revocation.Claimed;
import io.tocsin.receiver.edge.revocation.Mark;
import io.tocsin.receiver.edge.revocation.Revocations;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Answers one route: 200 where a request may pass, else 401 or a redirect. */
final class Gate {
    static final Header NO_STORE = new Header("Cache-Control", "no-store");

    private static final String MODE = "X-Tocsin-Mode";
    private static final String LIVE = "live";
    private static final Header LIVE_MODE = new Header(MODE, LIVE);
    private static final Answer LIVE_PASS = new Answer(200, List.of(NO_STORE, LIVE_MODE), "");
    private static final String STEP_UP = "step-up";

    private final RouteSettings settings;
    private final Duration silenceLimit;
    private final OnSilence onSilence;
    private final Header silentMode;
    private final Answer silentPass;
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
        this.silentMode = new Header(MODE, this.onSilence.word());
        this.silentPass = new Answer(200, List.of(NO_STORE, silentMode), "");
        this.identity = identity;
        this.revocations = revocations;
        this.silence = silence;
        this.refusals = new Refusals(settings);
        this.vertx = vertx;
        this.workers = workers;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Complete at once unless a token has to be verified; then on the context of the question. */
    Future<Answer> ask(Question question) {
        Said said = identity.read(question);
        if (said.tokens().isEmpty()) {
            return Future.succeededFuture(answer(question, said));
        }
        Promise<Answer> answered = Promise.promise();
        Context context = vertx.getOrCreateContext();
        try {
            workers.execute(() -> {
                identity.verify(said);
                context.runOnContext(now -> answered.complete(answer(question, said)));
            });
        } catch (RejectedExecutionException closing) {
            return Future.succeededFuture(Answer.CLOSING);
        }
        return answered.future();
    }

    private Answer answer(Question question, Said said) {
        boolean silent = isSilent();
        Header mode = silent ? silentMode : LIVE_MODE;
        Claimed claimed = said.claimed();
        Mark against = revocations.against(claimed);
        if (against != null) {
            metrics.requestAnswered(path(), "revoked", mode.value());
            return refusals.refuse(question, mode, against.reason());
        }
        String problem = problem(said, claimed, silent);
        metrics.requestAnswered(path(), problem == null ? "pass" : problem, mode.value());
        if (problem == null) {
            return silent ? silentPass : LIVE_PASS;
        }
        return problem.equals(STEP_UP) ? refusals.stepUp(question, mode) : refusals.refuse(question, mode, problem);
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
