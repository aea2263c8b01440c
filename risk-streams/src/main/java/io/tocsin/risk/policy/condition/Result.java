// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;

/** What an expression has to give where it stands. */
public enum Result {
    TRUTH("a truth value: compare it with something"),
    /** What can be told apart by its text. */
    SCALAR("a text, a number or a truth value"),
    TEXT("a text"),
    TEXTS("a list of texts"),
    ANY("a value");

    private final String expected;

    Result(String expected) {
        this.expected = expected;
    }

    String expected() {
        return expected;
    }

    boolean fits(CelType type) {
        return switch (this) {
            case TRUTH -> type.kind() == CelKind.BOOL;
            case SCALAR ->
                switch (type.kind()) {
                    case BOOL, INT, UINT, DOUBLE, STRING -> true;
                    default -> false;
                };
            case TEXT -> type.kind() == CelKind.STRING;
            case TEXTS ->
                type.kind() == CelKind.LIST && type.parameters().getFirst().kind() == CelKind.STRING;
            case ANY ->
                switch (type.kind()) {
                    case BOOL, INT, DOUBLE, STRING, LIST, MAP -> true;
                    default -> false;
                };
        };
    }
}
