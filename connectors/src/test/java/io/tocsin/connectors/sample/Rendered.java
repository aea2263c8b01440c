// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.sample;

import io.tocsin.connectors.mapping.Harvest;
import io.tocsin.schemas.origin.Provenance;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.SignalContext;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Signals as text, a member a line; what is absent is left out. */
final class Rendered {
    private final StringBuilder text = new StringBuilder();

    private Rendered() {}

    static String harvest(Harvest harvest) throws ReflectiveOperationException {
        Rendered rendered = new Rendered();
        for (Object signal : harvest.signals()) {
            rendered.text.append("signal\n");
            rendered.members(signal, "  ");
        }
        harvest.deadLetters()
                .forEach(letter -> rendered.text
                        .append("set aside: ")
                        .append(letter.reason())
                        .append('\n'));
        harvest.wakes()
                .forEach(connector ->
                        rendered.text.append("wakes: ").append(connector).append('\n'));
        return rendered.text.toString();
    }

    private void members(Object owner, String indent) throws ReflectiveOperationException {
        for (RecordComponent component : owner.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            value(component.getName(), component.getAccessor().invoke(owner), indent);
        }
    }

    private void value(String name, @Nullable Object value, String indent) throws ReflectiveOperationException {
        switch (value) {
            case null -> {}
            case Identifier known -> line(indent, name, identifier(known));
            case Collection<?> many -> {
                for (Object each : many) {
                    value(name, each, indent);
                }
            }
            case Map<?, ?> map -> {
                if (!map.isEmpty()) {
                    line(indent, name, new TreeMap<>(map).toString());
                }
            }
            case Record nested -> {
                if (!nested.equals(empty(nested))) {
                    line(indent, name, nested.getClass().getSimpleName());
                    members(nested, indent + "  ");
                }
            }
            default -> line(indent, name, value.toString());
        }
    }

    /** What is of no interest where it says nothing. */
    private static @Nullable Object empty(Record nested) {
        return switch (nested) {
            case SignalContext context -> SignalContext.NONE;
            case Provenance provenance -> Provenance.NONE;
            default -> null;
        };
    }

    private static String identifier(Identifier known) {
        String books = known.namespace().isEmpty() ? "" : " of " + known.namespace();
        return String.join(
                " ",
                List.of(known.kind() + books, known.value(), known.strength().toString()));
    }

    private void line(String indent, String name, String value) {
        text.append(indent).append(name).append(": ").append(value).append('\n');
    }
}
