// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.risk.lookup.DiskIndex.Kept;
import io.tocsin.risk.names.CanonicalForm;
import io.tocsin.schemas.risk.IdentityLink;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Strength;
import io.tocsin.schemas.topic.Topics;
import io.tocsin.schemas.topic.Wire;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Whose a name is, and which names somebody has, as {@code identity-links} has it. */
final class NameEntries implements Follower.Indexing {
    private static final String BY_VALUE = "l|";
    private static final String OF_PRINCIPAL = "n|";
    private static final String BY_KEY = "k|";
    private static final int MOST_NAMES = 16;
    private static final String BETWEEN = "\u001f";

    private final DiskIndex index;
    private final Deserializer<IdentityLink> links;

    NameEntries(DiskIndex index, Wire wire) {
        this.index = index;
        this.links = wire.values(Topics.IDENTITY_LINKS).deserializer();
    }

    @Override
    public void index(ConsumerRecord<byte[], byte[]> record, DiskIndex.Change change) {
        String key = new String(record.key(), UTF_8);
        String value = key.substring(1 + ordinalOf(key, 3));
        IdentityLink link = record.value() == null ? null : links.deserialize(record.topic(), record.value());
        change.get(Kept.FOR_GOOD, BY_KEY + key)
                .ifPresent(old -> change.delete(Kept.FOR_GOOD, OF_PRINCIPAL + new String(old, UTF_8) + BETWEEN + key));
        if (link == null || link.until() != null) {
            change.delete(Kept.FOR_GOOD, BY_KEY + key);
            change.delete(Kept.FOR_GOOD, BY_VALUE + value.toLowerCase(Locale.ROOT) + BETWEEN + key);
            return;
        }
        CanonicalId mergedInto = link.mergedInto();
        String whose = (mergedInto == null ? link.principal() : mergedInto).text();
        change.put(Kept.FOR_GOOD, BY_KEY + key, whose);
        change.put(Kept.FOR_GOOD, BY_VALUE + value.toLowerCase(Locale.ROOT) + BETWEEN + key, whose);
        change.put(
                Kept.FOR_GOOD,
                OF_PRINCIPAL + whose + BETWEEN + key,
                link.alias().kind() + BETWEEN + link.alias().value());
    }

    /** Everybody who is called that, in whatever way a source writes it. */
    Set<CanonicalId> called(String name) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(name.strip().toLowerCase(Locale.ROOT));
        for (IdentifierKind kind : IdentifierKind.values()) {
            String form = CanonicalForm.of(new Identifier(kind, "", name.strip(), Strength.STRONG));
            spellings.add(form.substring(1 + ordinalOf(form, 2)).toLowerCase(Locale.ROOT));
        }
        Set<CanonicalId> found = new LinkedHashSet<>();
        for (String spelling : spellings) {
            if (!spelling.isEmpty()) {
                index.scan(Kept.FOR_GOOD, BY_VALUE + spelling + BETWEEN, "", (key, value) -> {
                    found.add(CanonicalId.parse(new String(value, UTF_8)));
                    return true;
                });
            }
        }
        return found;
    }

    /** The names of a principal, by kind. */
    List<Name> of(CanonicalId principal) {
        List<Name> names = new ArrayList<>();
        index.scan(Kept.FOR_GOOD, OF_PRINCIPAL + principal.text() + BETWEEN, "", (key, value) -> {
            String[] parts = new String(value, UTF_8).split(BETWEEN, 2);
            names.add(new Name(IdentifierKind.valueOf(parts[0]), parts[1]));
            return names.size() < MOST_NAMES;
        });
        return names;
    }

    /** What somebody is called. */
    record Name(IdentifierKind kind, String value) {}

    /** The place of the n-th bar. */
    private static int ordinalOf(String text, int n) {
        int at = -1;
        for (int i = 0; i < n; i++) {
            at = text.indexOf('|', at + 1);
            if (at < 0) {
                throw new IllegalArgumentException("a link's key has " + i + " bars, expected at least " + n);
            }
        }
        return at;
    }
}
