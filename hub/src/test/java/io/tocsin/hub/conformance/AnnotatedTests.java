// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.conformance;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Which tests say that they show which clauses: read from the sources, since no module has the others' tests. */
final class AnnotatedTests {
    private final NavigableMap<String, NavigableSet<String>> testsById = new TreeMap<>();

    private AnnotatedTests() {}

    /** @param roots folders with sources; those that do not exist are an error */
    static NavigableMap<String, NavigableSet<String>> in(List<Path> roots) throws IOException {
        AnnotatedTests found = new AnnotatedTests();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources(roots)));
            for (CompilationUnitTree unit : task.parse()) {
                found.new Scanner().scan(unit, "");
            }
        }
        return found.testsById;
    }

    private static List<Path> sources(List<Path> roots) throws IOException {
        NavigableSet<Path> sources = new TreeSet<>();
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return List.copyOf(sources);
    }

    private final class Scanner extends TreeScanner<Void, String> {
        @Override
        public Void visitClass(ClassTree type, String outer) {
            String name = outer.isEmpty() ? type.getSimpleName().toString() : outer + "." + type.getSimpleName();
            note(type.getModifiers(), name);
            return super.visitClass(type, name);
        }

        @Override
        public Void visitMethod(MethodTree method, String type) {
            note(method.getModifiers(), type + "." + method.getName());
            return super.visitMethod(method, type);
        }

        private void note(ModifiersTree modifiers, String test) {
            for (AnnotationTree annotation : modifiers.getAnnotations()) {
                if (annotation.getAnnotationType().toString().equals("Requirement")) {
                    annotation.getArguments().forEach(argument -> noteIds(argument, test));
                }
            }
        }

        private void noteIds(ExpressionTree value, String test) {
            switch (value) {
                case AssignmentTree named -> noteIds(named.getExpression(), test);
                case NewArrayTree array -> array.getInitializers().forEach(element -> noteIds(element, test));
                case LiteralTree literal ->
                    testsById
                            .computeIfAbsent(literal.getValue().toString(), id -> new TreeSet<>())
                            .add(test);
                default -> throw new IllegalStateException(test + " has a requirement that is no literal: " + value);
            }
        }
    }
}
