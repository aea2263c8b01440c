// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

import io.tocsin.risk.concern.Concern;
import io.tocsin.risk.concern.LoopGuard;
import io.tocsin.risk.identity.Resolution.Addressed;
import io.tocsin.risk.identity.directory.Alias;
import io.tocsin.risk.identity.directory.Directory;
import io.tocsin.risk.identity.directory.Known;
import io.tocsin.risk.identity.recognition.Attribution;
import io.tocsin.risk.identity.recognition.Mention;
import io.tocsin.risk.identity.recognition.Recognised;
import io.tocsin.risk.identity.recognition.Resolver;
import io.tocsin.risk.identity.recognition.Use;
import io.tocsin.risk.identity.session.Bindings;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.PrincipalKind;
import io.tocsin.schemas.signal.Recognition;
import io.tocsin.schemas.signal.Signal;
import io.tocsin.schemas.signal.SignalPayload;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves one signal: who is meant, what that teaches, and who is to be told. Writes nothing. */
final class Identification {
    private final Directory directory;
    private final Signal signal;
    private final Copies copies;
    private final Bindings bindings;
    private final Attribution attribution;
    private final News news;
    private final List<Addressed> told = new ArrayList<>();
    private @Nullable CanonicalId ruling;
    private boolean guessed;

    private Identification(Directory directory, IdentityConfig config, Signal signal) {
        this.directory = directory;
        this.signal = signal;
        this.copies = new Copies(directory, signal);
        this.bindings = new Bindings(directory, config, signal);
        this.attribution = new Attribution(directory, signal);
        this.news = new News(directory);
    }

    /** Resolves it, and changes the directory. */
    static Resolution of(Directory directory, IdentityConfig config, Signal signal) {
        if (!LoopGuard.isEvidence(signal) || signal.type() == SignalType.HEARTBEAT) {
            return new Resolution.Ignored();
        }
        if (OperatorWord.is(signal)) {
            return new OperatorWord(directory, signal).follow();
        }
        Concern concern = Concern.of(signal);
        if (concern == Concern.NOBODY) {
            return new Resolution.Refused("signal type " + signal.type() + " names no principal; was it written by a"
                    + " newer version, or by somebody else?");
        }
        return new Identification(directory, config, signal).resolve(concern);
    }

    /**
     * Who is to be told of what a SET of ours caused: the one it is about first, and only by a strong name; nobody of
     * anything else. Teaches nothing, so that there is nothing to save in the directory after it.
     */
    static List<Addressed> echo(Directory directory, IdentityConfig config, Signal signal) {
        Concern concern = Concern.of(signal);
        return LoopGuard.isEcho(signal) && concern != Concern.NOBODY
                ? new Identification(directory, config, signal).echo(concern)
                : List.of();
    }

    private List<Addressed> echo(Concern concern) {
        Entity about = entity(concern);
        Set<Known> meant = new LinkedHashSet<>();
        for (Use use : Use.of(about == null ? List.of() : about.identifiers(), kind(concern), signal)) {
            Alias alias = directory.alias(use.form());
            if (use.trust() == Strength.STRONG && !alias.isDemoted()) {
                alias.holdersAt(signal.times().event()).stream()
                        .flatMap(holder -> directory.principal(holder.principal()).stream())
                        .forEach(meant::add);
            }
        }
        if (meant.size() == 1) {
            Known known = meant.iterator().next();
            tell(
                    known,
                    switch (known.id().kind()) {
                        case SESSION -> copies.forSession(known);
                        case DEVICE -> copies.forDevice(known, null);
                        case USER, WORKLOAD -> copies.forUser(known, null);
                    });
        }
        return told;
    }

    private Resolution resolve(Concern concern) {
        Resolver resolver = new Resolver(directory, signal);
        Mention whom = Mention.of(signal.user(), PrincipalKind.USER, renamed(), signal);
        Mention onWhat = Mention.of(signal.device(), PrincipalKind.DEVICE, List.of(), signal);
        Mention inWhich = Mention.of(signal.session(), PrincipalKind.SESSION, List.of(), signal);
        expect(whom, onWhat, inWhich);
        Known user = known(resolver.resolve(whom, null));
        Known device = known(resolver.resolve(onWhat, user));
        Known session = known(resolver.resolve(inWhich, null));
        rename(user);
        bindings.learn(user, device, session);
        Set<Known> touched = new LinkedHashSet<>();
        for (Known known : new @Nullable Known[] {user, device, session}) {
            if (known != null) {
                touched.add(known);
            }
        }
        for (Known known : touched) {
            told.addAll(news.after(signal, known));
        }
        for (Known known : touched) {
            for (Known ended : bindings.overtakenBy(known)) {
                bindings.overtook(ended).ifPresent(all -> told.addAll(news.revoked(ended, all)));
            }
        }
        int before = told.size();
        address(concern, user, device, session);
        if (told.size() > before) {
            return new Resolution.Resolved(told, ruling, guessed);
        }
        return new Resolution.Unresolved(
                told,
                attribution.names(entity(concern), kind(concern)).stream()
                        .map(Use::form)
                        .toList(),
                "no principal of kind " + kind(concern)
                        + " can be told from the identifiers: expected a strong one, two"
                        + " medium ones already seen together, or one that only one was seen with lately");
    }

    private void expect(Mention... mentions) {
        List<String> forms = new ArrayList<>();
        for (Mention mention : mentions) {
            mention.forms(forms);
        }
        directory.expect(forms);
    }

    private @Nullable Known known(Optional<Recognised> found) {
        found.ifPresent(copies::recognise);
        return found.map(Recognised::known).orElse(null);
    }

    private void address(Concern concern, @Nullable Known user, @Nullable Known device, @Nullable Known session) {
        if (Bindings.revokesAll(signal)) {
            Known whose = user != null || session == null
                    ? user
                    : directory.principal(session.life().user()).orElse(null);
            if (whose != null) {
                for (Known ended : bindings.endAll(whose)) {
                    tell(ended, copies.forSession(ended));
                    directory.principal(ended.life().device()).ifPresent(d -> tell(d, copies.forDevice(d, ended)));
                }
                tell(whose, copies.forUser(whose, null));
                return;
            }
        }
        switch (concern) {
            case SESSION -> sessions(session).forEach(this::tellAll);
            case USER -> who(user, PrincipalKind.USER).ifPresent(whom -> tell(whom, copies.forUser(whom, null)));
            case DEVICE -> {
                who(device, PrincipalKind.DEVICE).ifPresent(which -> tell(which, copies.forDevice(which, null)));
                if (device != null && user != null && signal.type() == SignalType.DEVICE_USER_ASSIGNED) {
                    tell(user, copies.forUser(user, null));
                }
            }
            case NOBODY -> throw new IllegalStateException("a signal about nobody is not addressed");
        }
        if (session != null && concern != Concern.SESSION && session.life().wasBoundBy(signal.id())) {
            tellAll(session);
        }
    }

    /** Who was recognised, or else who it probably is. */
    private Optional<Known> who(@Nullable Known recognised, PrincipalKind kind) {
        if (recognised == null) {
            return guess(kind);
        }
        ruling = copies.isSure(recognised) ? null : recognised.id();
        return Optional.of(recognised);
    }

    private Optional<Known> guess(PrincipalKind kind) {
        Optional<Recognised> probably = directory
                .ruling(signal.id())
                .flatMap(directory::principal)
                .filter(known -> known.id().kind() == kind)
                .map(known -> new Recognised(known, new Recognition(Strength.WEAK, List.of())))
                .or(() -> attribution.guess(entity(kind), kind));
        probably.ifPresent(found -> {
            copies.recognise(found);
            ruling = found.known().id();
            guessed = true;
        });
        return probably.map(Recognised::known);
    }

    /** Many sessions share a root: its end is the end of all of them, anything else is of one only. */
    private List<Known> sessions(@Nullable Known recognised) {
        if (recognised != null) {
            return List.of(recognised);
        }
        if (!Bindings.endsSession(signal.type())) {
            return guess(PrincipalKind.SESSION).stream().toList();
        }
        Set<Known> sharing = new LinkedHashSet<>();
        for (Use use : attribution.names(signal.session(), PrincipalKind.SESSION)) {
            if (use.name().kind() == IdentifierKind.SESSION_ROOT_ID) {
                for (Alias.Holder holder : directory.alias(use.form()).holders()) {
                    directory
                            .principal(holder.principal())
                            .filter(session ->
                                    !session.life().over() || session.life().wasEndedBy(signal.id()))
                            .filter(session -> !session.life()
                                    .opened()
                                    .isAfter(signal.times().event()))
                            .ifPresent(sharing::add);
                }
            }
        }
        for (Known session : sharing) {
            bindings.end(session);
            bindings.lookAgain(session);
        }
        return List.copyOf(sharing);
    }

    /** The session, and the two it is bound to, unless it is over and this is not the news of it. */
    private void tellAll(Known session) {
        bindings.overtook(session).ifPresent(all -> told.addAll(news.revoked(session, all)));
        tell(session, copies.forSession(session));
        if (!session.life().over() || Bindings.endsSession(signal.type())) {
            directory.principal(session.life().device()).ifPresent(d -> tell(d, copies.forDevice(d, session)));
            directory.principal(session.life().user()).ifPresent(u -> tell(u, copies.forUser(u, session)));
        }
    }

    private void tell(Known to, Signal copy) {
        told.add(new Addressed(to.id(), copy));
    }

    /** The names that a change of name speaks of: both are the user's. */
    private List<Identifier> renamed() {
        return signal.type() == SignalType.ACCOUNT_IDENTIFIER_CHANGED
                        && signal.payload() instanceof SignalPayload.AccountChange change
                ? Stream.of(Optional.ofNullable(change.oldIdentifier()), Optional.ofNullable(change.newIdentifier()))
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
    }

    private void rename(@Nullable Known user) {
        if (user != null
                && signal.type() == SignalType.ACCOUNT_IDENTIFIER_CHANGED
                && signal.payload() instanceof SignalPayload.AccountChange change
                && change.oldIdentifier() != null
                && !change.oldIdentifier().equals(change.newIdentifier())) {
            directory.giveUp(
                    change.oldIdentifier(), user, signal.id(), signal.times().event());
        }
    }

    private @Nullable Entity entity(Concern concern) {
        return entity(kind(concern));
    }

    private @Nullable Entity entity(PrincipalKind kind) {
        return switch (kind) {
            case USER, WORKLOAD -> signal.user();
            case DEVICE -> signal.device();
            case SESSION -> signal.session();
        };
    }

    private static PrincipalKind kind(Concern concern) {
        return switch (concern) {
            case SESSION -> PrincipalKind.SESSION;
            case USER -> PrincipalKind.USER;
            case DEVICE -> PrincipalKind.DEVICE;
            case NOBODY -> throw new IllegalStateException("a signal about nobody has no subject");
        };
    }
}
