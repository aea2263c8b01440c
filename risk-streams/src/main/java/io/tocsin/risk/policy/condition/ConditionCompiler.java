// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.condition;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import io.tocsin.risk.policy.document.Nearest;
import io.tocsin.risk.policy.document.PolicyException;
import io.tocsin.risk.policy.document.YamlNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles conditions: typed against {@link SignalTypes}, giving what they have to, bounded in length, depth and steps,
 * and such that they can hold. What can be told of a condition before it runs is told here, with its place.
 */
public final class ConditionCompiler {
    private static final int MAX_LENGTH = 4_000;
    private static final Pattern UNDEFINED = Pattern.compile("undefined field '([^']*)'");

    /** What messages of the library list at their end: all that could have stood there instead. */
    private static final Pattern NOISE = Pattern.compile(" (expecting \\{|\\(candidates: |\\(in container ).*$");

    private final SignalTypes types = new SignalTypes();
    private final Cel cel = CelFactory.plannerCelBuilder()
            .setOptions(CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .comprehensionMaxIterations(1_000)
                    .maxExpressionCodePointSize(MAX_LENGTH)
                    .maxParseRecursionDepth(32)
                    .maxRegexProgramSize(500)
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(types)
            .addVar(SignalFacts.VARIABLE, types.signal())
            .build();
    private final CelValidator literals = CelValidatorFactory.standardCelValidatorBuilder(cel)
            .addAstValidators(
                    RegexLiteralValidator.INSTANCE,
                    TimestampLiteralValidator.INSTANCE,
                    DurationLiteralValidator.INSTANCE)
            .build();

    /**
     * Compiles one condition.
     *
     * @param path where the condition stands in the document, for messages
     * @throws PolicyException at the place of the mistake
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
        Scruple scruple = new Scruple(path, scalar);
        CelAbstractSyntaxTree ast = checked(scruple, cel.compile(text));
        if (!expected.fits(ast.getResultType())) {
            throw scruple.at(0, "this gives a " + ast.getResultType().name() + ", expected " + expected.expected());
        }
        scruple.check(ast, types);
        checked(scruple, literals.validate(ast));
        try {
            CelRuntime.Program program = cel.createProgram(ast);
            Shortcut.Part shortcut = Shortcut.of(ast.getExpr());
            return new Expression(path, text, facts -> {
                Object plain = shortcut.value(facts.values());
                return plain == null ? program.eval(Map.of(SignalFacts.VARIABLE, facts.values())) : plain;
            });
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("a condition that was checked cannot be planned", e);
        }
    }

    private CelAbstractSyntaxTree checked(Scruple scruple, CelValidationResult result) {
        if (result.hasError()) {
            CelIssue issue = result.getErrors().getFirst();
            throw scruple.at(
                    issue.getSourceLocation().getLine(),
                    issue.getSourceLocation().getColumn(),
                    remedy(issue.getMessage()));
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException("a condition without errors has no tree", e);
        }
    }

    private String remedy(String message) {
        Matcher undefined = UNDEFINED.matcher(message);
        String hint = undefined.find() ? Nearest.hint(undefined.group(1), types.memberNames()) : "";
        if (message.startsWith("undeclared reference")) {
            hint = "; a condition knows 'signal' and CEL's own functions, and text stands in quotes";
        } else if (message.startsWith("found no matching overload")) {
            hint = "; both sides have to be of one type, and text stands in quotes";
        } else if (message.startsWith("Regex validation failed")) {
            hint = "; expected a pattern as RE2 has them, such as \"^svc-\"";
        } else if (message.contains("mismatched input") || message.contains("Syntax error")) {
            hint = "; a condition is an expression such as signal.type == \"TOKEN_REUSED\"";
        }
        return NOISE.matcher(message.lines().findFirst().orElse(message)).replaceFirst("") + hint;
    }
}
