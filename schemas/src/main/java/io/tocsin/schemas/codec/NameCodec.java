// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.codec;

import io.tocsin.schemas.MalformedException;
import io.tocsin.schemas.avro.IdentifierKindSymbol;
import io.tocsin.schemas.avro.IdentifierRecord;
import io.tocsin.schemas.avro.RecognitionRecord;
import io.tocsin.schemas.avro.StrengthSymbol;
import io.tocsin.schemas.signal.CanonicalId;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Recognition;
import io.tocsin.schemas.signal.Strength;
import io.tocsin.schemas.signal.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Identifier} and {@link CanonicalId}, the latter as text. */
final class NameCodec {
    private static final Symbols<IdentifierKind, IdentifierKindSymbol> KIND =
            Symbols.of(IdentifierKind.class, IdentifierKindSymbol.class);
    private static final Symbols<Strength, StrengthSymbol> STRENGTH = Symbols.of(Strength.class, StrengthSymbol.class);

    private NameCodec() {}

    static IdentifierRecord toAvro(Identifier identifier) {
        return new IdentifierRecord(
                KIND.write(identifier.kind()),
                identifier.namespace(),
                identifier.value(),
                STRENGTH.write(identifier.strength()));
    }

    static Identifier fromAvro(IdentifierRecord avro) {
        return new Identifier(
                KIND.read(avro.getKind()),
                Vocabulary.known(avro.getNamespace()),
                avro.getValue(),
                STRENGTH.read(avro.getStrength()));
    }

    static List<IdentifierRecord> toAvro(List<Identifier> identifiers) {
        List<IdentifierRecord> avro = new ArrayList<>(identifiers.size());
        for (Identifier identifier : identifiers) {
            avro.add(toAvro(identifier));
        }
        return avro;
    }

    static List<Identifier> fromAvro(List<IdentifierRecord> avro) {
        List<Identifier> identifiers = new ArrayList<>(avro.size());
        for (IdentifierRecord identifier : avro) {
            identifiers.add(fromAvro(identifier));
        }
        return identifiers;
    }

    static @Nullable Identifier optional(@Nullable IdentifierRecord avro) {
        return avro == null ? null : fromAvro(avro);
    }

    static @Nullable IdentifierRecord optional(@Nullable Identifier identifier) {
        return identifier == null ? null : toAvro(identifier);
    }

    static @Nullable RecognitionRecord optional(@Nullable Recognition recognition) {
        if (recognition == null) {
            return null;
        }
        List<IdentifierKindSymbol> by = new ArrayList<>(recognition.by().size());
        for (IdentifierKind kind : recognition.by()) {
            by.add(KIND.write(kind));
        }
        return new RecognitionRecord(STRENGTH.write(recognition.strength()), by);
    }

    static @Nullable Recognition optional(@Nullable RecognitionRecord avro) {
        if (avro == null) {
            return null;
        }
        List<IdentifierKind> by = new ArrayList<>(avro.getBy().size());
        for (IdentifierKindSymbol symbol : avro.getBy()) {
            by.add(KIND.read(symbol));
        }
        return new Recognition(STRENGTH.read(avro.getStrength()), by);
    }

    static @Nullable String canonical(@Nullable CanonicalId id) {
        return id == null ? null : id.text();
    }

    static @Nullable CanonicalId canonical(@Nullable String text) {
        return text == null ? null : requiredCanonical(text);
    }

    static CanonicalId requiredCanonical(String text) {
        try {
            return CanonicalId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e.getMessage() + "; was it written by a newer version?", e);
        }
    }
}
