// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.document;

import java.util.List;
import java.util.stream.Collectors;

/** A policy that cannot be used. Its message lists every mistake found: {@code line:column: path: what, remedy}. */
public final class PolicyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** One mistake. Line and column count from 1. */
    public record Problem(int line, int column, String path, String message) {
        @Override
        public String toString() {
            return line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + message;
        }
    }

    /** One mistake, of a document whose name whoever reads it adds. */
    public PolicyException(YamlNode.Place place, String path, String message) {
        this("policy", List.of(new Problem(place.line(), place.column(), path, message)));
    }

    /** All mistakes of the document that is called {@code origin}. */
    public PolicyException(String origin, List<Problem> problems) {
        super(problems.stream().map(p -> origin + ":" + p).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** The same, with what led to it. */
    public PolicyException because(Exception cause) {
        initCause(cause);
        return this;
    }

    /** In the order of the document. */
    public List<Problem> problems() {
        return problems;
    }
}
