// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.reader;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tocsin.risk.policy.Response.On;
import io.tocsin.risk.policy.condition.ConditionCompiler;
import io.tocsin.risk.policy.condition.Result;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.Section;
import io.tocsin.risk.policy.document.Spelling;
import io.tocsin.risk.policy.document.YamlNode;
import io.tocsin.risk.policy.event.Value;
import io.tocsin.risk.policy.event.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one member of an event: a value as it stands, or {@code {from: …}} with an expression over the signal. */
final class MemberReader {
    private static final String FROM = "from";
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,14})\\.\\d{1,15}");

    private final ConditionCompiler conditions;
    private final Problems problems;

    MemberReader(ConditionCompiler conditions, Problems problems) {
        this.conditions = conditions;
        this.problems = problems;
    }

    <T> @Nullable Value<T> optional(Section with, String key, ValueKind<T> kind, On on) {
        return with.has(key)
                ? problems.attempt(() -> required(with, key, kind, on)).orElse(null)
                : null;
    }

    <T> Value<T> required(Section with, String key, ValueKind<T> kind, On on) {
        YamlNode node = with.required(key, kind + " or {from: …}");
        if (node instanceof YamlNode.Mapping mapping
                && mapping.entries().keySet().equals(Set.of(FROM))) {
            return fromSignal(with, key, node, kind, on);
        }
        return kind.of(plain(with.at(key), node, kind))
                .<Value<T>>map(Value.Fixed::new)
                .orElseThrow(() -> new PolicyException(
                        node.place(),
                        with.at(key),
                        Spelling.found(node) + ", expected " + kind
                                + " or {from: …} with an expression over 'signal'"));
    }

    private <T> Value<T> fromSignal(Section with, String key, YamlNode node, ValueKind<T> kind, On on) {
        Section from = Section.of(with.at(key), node, List.of(FROM));
        if (!(on instanceof On.Told)) {
            throw new PolicyException(
                    node.place(),
                    from.path(),
                    "reads from a signal, but this response is not on one; write the value itself");
        }
        Result result = kind == (Object) ValueKind.JSON
                ? Result.ANY
                : kind == (Object) ValueKind.TEXTS ? Result.TEXTS : Result.TEXT;
        return new Value.FromSignal<>(
                conditions.expression(from.at(FROM), from.scalar(FROM, "an expression over 'signal'"), result), kind);
    }

    Section claims(Section with) {
        YamlNode node = with.required("claims", "a mapping from claims to their values");
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
            throw new PolicyException(
                    node.place(),
                    with.at("claims"),
                    Spelling.found(node) + ", expected at least one claim such as {role: guest}");
        }
        return Section.of(with.at("claims"), node, List.copyOf(mapping.entries().keySet()));
    }

    private static Object plain(String path, YamlNode node, ValueKind<?> kind) {
        return switch (node) {
            case YamlNode.Scalar scalar ->
                kind == (Object) ValueKind.JSON && !scalar.isText() ? number(scalar.text()) : scalar.text();
            case YamlNode.Items items -> {
                List<Object> values = new ArrayList<>();
                items.items().forEach(item -> values.add(plain(path, item, kind)));
                yield values;
            }
            case YamlNode.Mapping mapping -> {
                Map<String, Object> values = new HashMap<>();
                mapping.entries()
                        .forEach((key, entry) -> values.put(key, plain(path + "." + key, entry.value(), kind)));
                yield values;
            }
            case YamlNode.Nothing nothing -> JsonNodeFactory.instance.nullNode();
        };
    }

    /** What YAML's core schema makes of a plain scalar. */
    private static Object number(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (INTEGER.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return DECIMAL.matcher(text).matches() ? Double.valueOf(text) : text;
    }
}
