// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.revocation;

import io.tocsin.receiver.edge.revocation.Mark.Scope;
import io.tocsin.schemas.event.CaepEvent.CredentialChange;
import io.tocsin.schemas.event.CaepEvent.DeviceComplianceChange;
import io.tocsin.schemas.event.CaepEvent.SessionEstablished;
import io.tocsin.schemas.event.CaepEvent.SessionRevoked;
import io.tocsin.schemas.event.ChangeType;
import io.tocsin.schemas.event.ComplianceStatus;
import io.tocsin.schemas.event.Event;
import io.tocsin.schemas.event.RiscEvent.AccountCredentialChangeRequired;
import io.tocsin.schemas.event.RiscEvent.AccountDisabled;
import io.tocsin.schemas.event.RiscEvent.AccountEnabled;
import io.tocsin.schemas.event.RiscEvent.AccountPurged;
import io.tocsin.schemas.event.RiscEvent.CredentialCompromise;
import io.tocsin.schemas.event.RiscEvent.SessionsRevoked;
import io.tocsin.schemas.set.SetClaims;
import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.SimpleSubject.JwtId;
import io.tocsin.schemas.subject.SimpleSubject.Opaque;
import io.tocsin.schemas.subject.SimpleSubject.SamlAssertionId;
import io.tocsin.schemas.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a SET changes for the sessions behind a proxy. Pure; an empty answer means nothing that can be acted on. */
public final class Effects {
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    /** A session id that stands for all of them. */
    private static final String ALL = "ALL";

    private final Duration sessionLifetime;
    private final @Nullable String userIssuer;
    private final Set<ChangeType> credentialChanges;

    /**
     * What is the same for every SET.
     *
     * @param sessionLifetime no session lives longer, so its end need not be known for longer
     * @param userIssuer the only {@code iss} whose {@code sub} names a user without its issuer, null for any
     * @param credentialChanges those that end the sessions older than them
     */
    public Effects(Duration sessionLifetime, @Nullable String userIssuer, Set<ChangeType> credentialChanges) {
        this.sessionLifetime = sessionLifetime;
        this.userIssuer = userIssuer;
        this.credentialChanges = Set.copyOf(credentialChanges);
    }

    public List<Mark> of(SetClaims claims, Instant receivedAt) {
        Event event = claims.events().getFirst();
        Template ended = new Template(claims, receivedAt.plus(sessionLifetime));
        Template standing = new Template(claims, Instant.ofEpochMilli(Long.MAX_VALUE));
        Subject subject = claims.subId();
        return switch (event) {
            case SessionRevoked revoked ->
                sessionsEnded(ended.at(revoked.circumstances().eventTimestamp()), subject);
            case SessionsRevoked revoked -> ended.at(null).marks(Scope.USER, userKeys(subject), true);
            case CredentialChange change ->
                credentialChanges.contains(change.changeType())
                        ? ended.at(change.circumstances().eventTimestamp()).marks(Scope.USER, userKeys(subject), true)
                        : List.of();
            case CredentialCompromise compromise ->
                ended.at(compromise.circumstances().eventTimestamp()).marks(Scope.USER, userKeys(subject), true);
            case AccountCredentialChangeRequired required -> ended.at(null).marks(Scope.USER, userKeys(subject), true);
            case AccountDisabled disabled -> standing.at(null).ofIssuer(Scope.BLOCKED_USER, userKeys(subject), true);
            case AccountPurged purged -> standing.at(null).ofIssuer(Scope.BLOCKED_USER, userKeys(subject), true);
            case AccountEnabled enabled -> standing.at(null).ofIssuer(Scope.BLOCKED_USER, userKeys(subject), false);
            case DeviceComplianceChange change ->
                standing.at(change.circumstances().eventTimestamp())
                        .ofIssuer(
                                Scope.BLOCKED_DEVICE,
                                member(subject, ComplexSubject.DEVICE)
                                        .map(this::keys)
                                        .orElse(List.of()),
                                change.currentStatus() == ComplianceStatus.NOT_COMPLIANT);
            case SessionEstablished established ->
                ended.at(established.circumstances().eventTimestamp())
                        .marks(
                                Scope.SESSION_BEGAN,
                                member(subject, ComplexSubject.SESSION)
                                        .map(this::keys)
                                        .orElse(List.of()),
                                false);
            case Event other -> List.of();
        };
    }

    private List<Mark> sessionsEnded(Template ended, Subject subject) {
        return switch (subject) {
            case Opaque session ->
                session.id().equals(ALL) ? everyone(ended) : ended.marks(Scope.SESSION, keys(session), true);
            case JwtId session -> ended.marks(Scope.SESSION, keys(session), true);
            case SamlAssertionId session -> ended.marks(Scope.SESSION, keys(session), true);
            case SimpleSubject user -> ended.marks(Scope.USER, keys(user), true);
            case ComplexSubject complex -> sessionsEnded(ended, complex);
        };
    }

    private List<Mark> sessionsEnded(Template ended, ComplexSubject subject) {
        Optional<SimpleSubject> session = subject.member(ComplexSubject.SESSION);
        boolean all = session.filter(new Opaque(ALL)::equals).isPresent();
        if (session.isPresent() && !all) {
            return ended.marks(Scope.SESSION, keys(session.get()), true);
        }
        Optional<SimpleSubject> user = subject.member(ComplexSubject.USER);
        Optional<SimpleSubject> device = subject.member(ComplexSubject.DEVICE);
        if (user.isPresent() && device.isPresent()) {
            List<Mark> marks = new ArrayList<>();
            for (String userKey : keys(user.get())) {
                keys(device.get()).forEach(key -> marks.add(ended.mark(Scope.USER_ON_DEVICE, userKey, key, true)));
            }
            marks.addAll(ended.marks(Scope.USER_ON_SOME_DEVICE, keys(user.get()), true));
            marks.addAll(ended.marks(Scope.SOME_USER_ON_DEVICE, keys(device.get()), true));
            return marks;
        }
        if (user.isPresent()) {
            return ended.marks(Scope.USER, keys(user.get()), true);
        }
        if (device.isPresent()) {
            return ended.marks(Scope.DEVICE, keys(device.get()), true);
        }
        return all ? everyone(ended) : List.of();
    }

    private static List<Mark> everyone(Template ended) {
        return List.of(ended.mark(Scope.EVERYONE, "", "", true));
    }

    private List<String> userKeys(Subject subject) {
        return member(subject, ComplexSubject.USER).map(this::keys).orElse(List.of());
    }

    private List<String> keys(SimpleSubject subject) {
        return SubjectKeys.of(subject, userIssuer);
    }

    private static Optional<SimpleSubject> member(Subject subject, String name) {
        return switch (subject) {
            case SimpleSubject simple -> Optional.of(simple);
            case ComplexSubject complex -> complex.member(name);
        };
    }

    /** What all marks of one SET have in common. */
    private record Template(SetClaims claims, Instant until, Instant at) {
        Template(SetClaims claims, Instant until) {
            this(claims, until, claims.toe() == null ? claims.iat() : claims.toe());
        }

        /** The event's own time; not where it lies after the SET that tells of it: then its unit is in doubt. */
        Template at(@Nullable Instant eventTimestamp) {
            Instant said = eventTimestamp == null ? at : eventTimestamp;
            return new Template(claims, until, said.isAfter(claims.iat().plus(MAX_SKEW)) ? claims.iat() : said);
        }

        List<Mark> marks(Scope scope, List<String> keys, boolean out) {
            return keys.stream().map(key -> mark(scope, key, "", out)).toList();
        }

        /** Another hub, which knows other things, does not let in whom this one keeps out. */
        List<Mark> ofIssuer(Scope scope, List<String> keys, boolean out) {
            return keys.stream().map(key -> mark(scope, key, claims.iss(), out)).toList();
        }

        Mark mark(Scope scope, String first, String second, boolean out) {
            String reason = printable(claims.txn() == null ? claims.jti() : claims.txn());
            MarkKey key = MarkKey.of(scope, first, second);
            return new Mark(scope, key, at.toEpochMilli(), out, until.toEpochMilli(), reason);
        }
    }

    /** Whoever chose a {@code txn} chooses neither headers, nor JSON, nor lines of a file here. */
    private static String printable(String reason) {
        StringBuilder safe = new StringBuilder(Math.min(reason.length(), Mark.MAX_REASON));
        for (int i = 0; i < reason.length() && i < Mark.MAX_REASON; i++) {
            char c = reason.charAt(i);
            safe.append(c > ' ' && c < 0x7f && c != '"' && c != '\\' ? c : '_');
        }
        return safe.toString();
    }
}
