// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.transmitter;

import io.tocsin.hub.admin.api.Refusal;
import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.admin.view.receiver.NewReceiver;
import io.tocsin.hub.admin.view.receiver.ReceiverView;
import io.tocsin.schemas.receiver.Credentials;
import io.tocsin.schemas.receiver.ReceiverRegistration;
import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.transmitter.client.ReceiverConfig;
import io.tocsin.transmitter.operate.Operations;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Receivers as the admin API has them, and back. */
final class ReceiverViews {
    private ReceiverViews() {}

    static ReceiverView of(ReceiverRegistration receiver, Operations operations) {
        Credentials credentials = receiver.credentials();
        return new ReceiverView(
                receiver.clientId(),
                receiver.tenant(),
                operations.receivers().isConfigured(receiver.clientId()),
                receiver.audience(),
                receiver.allowedEvents(),
                receiver.scopes().stream().sorted().toList(),
                receiver.pushHostsAllowed().stream().sorted().toList(),
                receiver.maxStreams(),
                Words.of(receiver.dialect()),
                receiver.signingAlgorithm().jose(),
                receiver.defaultSubjects() == null ? null : ViewJson.word(receiver.defaultSubjects()),
                receiver.inactivityTimeout() == null
                        ? null
                        : receiver.inactivityTimeout().toString(),
                authentication(credentials),
                credentials.secrets() == null ? null : credentials.secrets().formerUntil(),
                operations.streams().count(receiver.clientId()),
                receiver.removed(),
                ViewJson.word(Collapsing.of(receiver.collapse())));
    }

    private static List<String> authentication(Credentials credentials) {
        List<String> ways = new ArrayList<>();
        if (credentials.secrets() != null) {
            ways.add("client-secret");
        }
        if (credentials.keys() != null) {
            ways.add("keys");
        }
        if (credentials.certificate() != null) {
            ways.add("certificate");
        }
        if (credentials.spiffeId() != null) {
            ways.add("spiffe");
        }
        if (!credentials.externalIds().isEmpty()) {
            ways.add("external");
        }
        return ways;
    }

    /** Throws {@link Refusal} for values that make no receiver. */
    static ReceiverRegistration registration(NewReceiver asked) {
        try {
            return new ReceiverConfig(
                            asked.clientId(),
                            null,
                            null,
                            uri("jwks_uri", asked.jwksUri()),
                            null,
                            uri("spiffe_id", asked.spiffeId()),
                            null,
                            asked.audience(),
                            asked.tenant(),
                            asked.allowedEvents(),
                            asked.scopes() == null ? null : Set.copyOf(asked.scopes()),
                            asked.pushHostsAllowed() == null ? null : Set.copyOf(asked.pushHostsAllowed()),
                            asked.maxStreams(),
                            read(asked.dialect(), Words::dialect),
                            read(asked.signingAlgorithm(), Words::algorithm),
                            read(
                                    asked.defaultSubjects(),
                                    word -> Words.of("default_subjects", word, DefaultSubjects.class)),
                            read(asked.inactivityTimeout(), text -> Words.duration("inactivity_timeout", text)),
                            asked.boundTokens(),
                            read(asked.collapse(), ReceiverViews::collapse))
                    .registration(secret -> {
                        throw new IllegalStateException("a receiver that is registered here brings no secret");
                    });
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(String.valueOf(e.getMessage()));
        }
    }

    /** Null for what the transmitter's configuration says; throws {@link Refusal} for another word. */
    static @Nullable Boolean collapse(String word) {
        return Words.of("collapse", word, Collapsing.class).registered();
    }

    private static <T> @Nullable T read(@Nullable String word, Function<String, @Nullable T> reader) {
        return word == null ? null : reader.apply(word);
    }

    private static @Nullable URI uri(String field, @Nullable String text) {
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            throw Refusal.invalid(field + " is no URI", e);
        }
    }
}
