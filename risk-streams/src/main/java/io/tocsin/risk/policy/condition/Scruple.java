// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import io.tocsin.risk.policy.document.Nearest;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a condition can be wrong in though its types are right: a word that a closed vocabulary does not have, a part
 * that can never hold, more steps than one signal is worth. A misspelt {@code "HIHG"} would else be a rule that never
 * matches, and nobody would hear of it.
 */
final class Scruple {
    private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");

    private final String path;
    private final YamlNode.Scalar scalar;

    Scruple(String path, YamlNode.Scalar scalar) {
        this.path = path;
        this.scalar = scalar;
    }

    void check(CelAbstractSyntaxTree ast, SignalTypes types) {
        List<CelExpr> all = CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .toList();
        if (all.stream()
                .noneMatch(e -> e.getKind() == Kind.IDENT && e.ident().name().equals(SignalFacts.VARIABLE))) {
            throw at(0, "this is the same for every signal; expected an expression that reads 'signal'");
        }
        long cost = Cost.of(ast.getExpr());
        if (cost > Cost.LIMIT) {
            throw at(
                    0,
                    "this could take " + cost + " steps, allowed are " + Cost.LIMIT
                            + "; take the loops out of each other, or split the rule");
        }
        for (CelExpr e : all) {
            if (e.getKind() != Kind.CALL) {
                continue;
            }
            if (COMPARISONS.contains(e.call().function())) {
                checkWords(ast, types, e.call().args());
            }
            if (e.call().function().equals("@in")
                    && e.call().args().get(1).getKind() == Kind.LIST
                    && e.call().args().get(1).list().elements().isEmpty()) {
                throw at(ast, e, "nothing is in an empty list, so this can never hold; list what to look for");
            }
            if (e.call().function().equals("matches")
                    && e.call().args().getLast().getKind() != Kind.CONSTANT) {
                throw at(ast, e, "the pattern of 'matches' is made while it runs; write the pattern itself");
            }
        }
        Plausibility.contradiction(ast.getExpr()).ifPresent(found -> {
            throw at(
                    ast,
                    found.where(),
                    "this can never hold together with what is asked of " + found.member()
                            + " before; join alternatives by ||, or use 'in'");
        });
    }

    private void checkWords(CelAbstractSyntaxTree ast, SignalTypes types, List<CelExpr> sides) {
        for (CelExpr side : sides) {
            Optional<Set<String>> words = words(ast, types, side);
            if (words.isEmpty()) {
                continue;
            }
            for (CelExpr literal : sides.stream().flatMap(Scruple::texts).toList()) {
                String found = literal.constant().stringValue();
                if (!words.get().contains(found)) {
                    throw at(
                            ast,
                            literal,
                            "'" + found + "' is no value of " + side.select().field()
                                    + Nearest.hint(found, words.get()));
                }
            }
        }
        checkSides(ast, types, sides);
    }

    /** Two members whose vocabularies share no word are never the same. */
    private void checkSides(CelAbstractSyntaxTree ast, SignalTypes types, List<CelExpr> sides) {
        Optional<Set<String>> left = words(ast, types, sides.get(0));
        Optional<Set<String>> right = words(ast, types, sides.get(1));
        if (left.isPresent() && right.isPresent() && left.get().stream().noneMatch(right.get()::contains)) {
            throw at(
                    ast,
                    sides.get(1),
                    sides.get(0).select().field() + " and "
                            + sides.get(1).select().field()
                            + " have no value in common, so this can never hold; compare with a word instead");
        }
    }

    private static Optional<Set<String>> words(CelAbstractSyntaxTree ast, SignalTypes types, CelExpr side) {
        return side.getKind() == Kind.SELECT && !side.select().testOnly()
                ? ast.getType(side.select().operand().id())
                        .flatMap(owner -> types.words(owner, side.select().field()))
                : Optional.empty();
    }

    private static Stream<CelExpr> texts(CelExpr side) {
        return switch (side.getKind()) {
            case LIST -> side.list().elements().stream().flatMap(Scruple::texts);
            case CONSTANT ->
                side.constant().getKind() == CelConstant.Kind.STRING_VALUE ? Stream.of(side) : Stream.empty();
            default -> Stream.empty();
        };
    }

    PolicyException at(CelAbstractSyntaxTree ast, CelExpr where, String message) {
        int codePoints = ast.getSource().getPositionsMap().getOrDefault(where.id(), 0);
        return at(scalar.text().offsetByCodePoints(0, codePoints), message);
    }

    /** {@code line} from 1 and {@code column} from 0, as CEL counts them in the expression. */
    PolicyException at(int line, int column, String message) {
        String text = scalar.text();
        int start = 0;
        for (int i = 1; i < line && text.indexOf('\n', start) >= 0; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        int left = text.codePointCount(start, text.length());
        return at(text.offsetByCodePoints(start, Math.clamp(column, 0, left)), message);
    }

    PolicyException at(int index, String message) {
        int shown = Math.min(index, Math.max(0, scalar.text().length() - 1));
        return new PolicyException(scalar.at(shown), path, message);
    }
}
