// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.tocsin.risk.policy.document.Nearest;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compiles conditions: bounded in length, depth and iterations, typed against {@link SignalTypes}, giving a truth
 * value. Words compared with a member of a closed vocabulary are checked too; a misspelt {@code "HIHG"} would otherwise
 * be a rule that never matches.
 */
public final class ConditionCompiler {
    private static final int MAX_LENGTH = 4_000;
    private static final Pattern UNDEFINED = Pattern.compile("undefined field '([^']*)'");
    private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");

    private final SignalTypes types = new SignalTypes();
    private final Cel cel = CelFactory.plannerCelBuilder()
            .setOptions(CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .comprehensionMaxIterations(1_000)
                    .maxExpressionCodePointSize(MAX_LENGTH)
                    .maxParseRecursionDepth(32)
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(types)
            .addVar(SignalFacts.VARIABLE, types.signal())
            .build();

    /**
     * Compiles one condition.
     *
     * @param path where the condition stands in the document, for messages
     * @throws PolicyException at the place of the mistake, as far as the document's layout tells it
     */
    public Condition compile(String path, YamlNode.Scalar scalar) {
        return new Condition(expression(path, scalar, Result.TRUTH));
    }

    /** The same for an expression that gives something else. */
    public Expression expression(String path, YamlNode.Scalar scalar, Result expected) {
        String text = scalar.text();
        if (text.isBlank()) {
            throw new PolicyException(
                    scalar.place(),
                    path,
                    "the condition is empty, expected one such as signal.type == \"TOKEN_REUSED\"");
        }
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            throw new PolicyException(
                    scalar.place(), path, "the condition is longer than " + MAX_LENGTH + " characters; split the rule");
        }
        CelValidationResult result = cel.compile(text);
        if (result.hasError()) {
            CelIssue issue = result.getErrors().getFirst();
            throw mistake(
                    path,
                    scalar,
                    issue.getSourceLocation().getLine(),
                    issue.getSourceLocation().getColumn(),
                    remedy(issue.getMessage()));
        }
        try {
            CelAbstractSyntaxTree ast = result.getAst();
            if (!expected.fits(ast.getResultType())) {
                throw new PolicyException(
                        scalar.place(),
                        path,
                        "this gives a " + ast.getResultType().name() + ", expected " + expected.expected());
            }
            checkWords(path, scalar, ast);
            CelRuntime.Program program = cel.createProgram(ast);
            return new Expression(path, text, facts -> program.eval(Map.of(SignalFacts.VARIABLE, facts.values())));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("a condition that was checked cannot be planned", e);
        }
    }

    private void checkWords(String path, YamlNode.Scalar scalar, CelAbstractSyntaxTree ast) {
        CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(e -> e.getKind() == CelExpr.ExprKind.Kind.CALL
                        && COMPARISONS.contains(e.call().function()))
                .forEach(e -> checkWords(path, scalar, ast, e.call().args()));
    }

    private void checkWords(String path, YamlNode.Scalar scalar, CelAbstractSyntaxTree ast, List<CelExpr> sides) {
        for (CelExpr side : sides) {
            words(ast, side)
                    .ifPresent(words -> sides.stream()
                            .flatMap(ConditionCompiler::literals)
                            .filter(literal ->
                                    !words.contains(literal.constant().stringValue()))
                            .findFirst()
                            .ifPresent(literal -> {
                                String found = literal.constant().stringValue();
                                var at = ast.getSource()
                                        .getOffsetLocation(ast.getSource()
                                                .getPositionsMap()
                                                .getOrDefault(literal.id(), 0));
                                throw mistake(
                                        path,
                                        scalar,
                                        at.map(l -> l.getLine()).orElse(1),
                                        at.map(l -> l.getColumn()).orElse(0),
                                        "'" + found + "' is no value of "
                                                + side.select().field() + Nearest.hint(found, words));
                            }));
        }
    }

    private Optional<Set<String>> words(CelAbstractSyntaxTree ast, CelExpr side) {
        return side.getKind() == CelExpr.ExprKind.Kind.SELECT
                ? ast.getType(side.select().operand().id())
                        .flatMap(owner -> types.words(owner, side.select().field()))
                : Optional.empty();
    }

    private static Stream<CelExpr> literals(CelExpr side) {
        return switch (side.getKind()) {
            case LIST -> side.list().elements().stream().flatMap(ConditionCompiler::literals);
            case CONSTANT ->
                side.constant().getKind() == dev.cel.common.ast.CelConstant.Kind.STRING_VALUE
                        ? Stream.of(side)
                        : Stream.empty();
            default -> Stream.empty();
        };
    }

    private String remedy(String message) {
        Matcher undefined = UNDEFINED.matcher(message);
        String hint = undefined.find() ? Nearest.hint(undefined.group(1), types.memberNames()) : "";
        if (message.startsWith("undeclared reference")) {
            hint = "; a condition knows 'signal' and CEL's own functions, and text stands in quotes";
        }
        return message.lines().findFirst().orElse(message) + hint;
    }

    /**
     * CEL counts columns from 0. Inside a one-line scalar its position is also one in the document; a folded or quoted
     * scalar has another layout there, so that the position in the condition is said beside it.
     */
    private static PolicyException mistake(String path, YamlNode.Scalar scalar, int line, int column, String message) {
        YamlNode.Place start = scalar.place();
        YamlNode.Place place = line == 1
                ? new YamlNode.Place(start.line(), start.column() + Math.max(column, 0))
                : new YamlNode.Place(start.line() + line - 1, start.column());
        return new PolicyException(place, path, "at " + line + ":" + (column + 1) + " of the condition: " + message);
    }
}
