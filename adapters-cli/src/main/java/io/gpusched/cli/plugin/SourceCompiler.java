package io.gpusched.cli.plugin;

import io.gpusched.files.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources against the program's own classes, in memory, with the compiler of the JDK that the program runs on. */
public final class SourceCompiler {
    private SourceCompiler() {}

    /**
     * What came of it.
     *
     * @param classes the classes, by their binary names; none if there are problems
     * @param problems what the compiler does not accept, with file, line and column
     */
    public record Compiled(Map<String, byte[]> classes, List<Problem> problems) {}

    /**
     * Compiles.
     *
     * @param sources the texts, by their paths below a source folder, such as {@code io/gpusched/domain/sched/Entity.java}
     * @param names the names for messages, by the same paths; the path itself where there is none
     * @param anchors classes whose jars or folders are the class path
     */
    public static Compiled compile(Map<String, String> sources, Map<String, String> names, List<Class<?>> anchors) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            String first = sources.keySet().iterator().next();
            return new Compiled(
                    Map.of(),
                    List.of(Problem.ofFile(
                            names.getOrDefault(first, first),
                            "it must be compiled, and this Java has no compiler; run a JDK, not a JRE")));
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Output output = new Output(compiler.getStandardFileManager(diagnostics, null, null));
        boolean compiled = compiler.getTask(
                        new StringWriter(),
                        output,
                        diagnostics,
                        List.of("-proc:none", "-g", "-nowarn", "-classpath", classPath(anchors)),
                        null,
                        sources.entrySet().stream()
                                .map(each -> new Source(each.getKey(), each.getValue()))
                                .toList())
                .call();
        return compiled
                ? new Compiled(output.classes(), List.of())
                : new Compiled(
                        Map.of(),
                        diagnostics.getDiagnostics().stream()
                                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                                .map(each -> problem(each, names))
                                .toList());
    }

    private static Problem problem(Diagnostic<? extends JavaFileObject> diagnostic, Map<String, String> names) {
        JavaFileObject source = diagnostic.getSource();
        String path = source instanceof Source known ? known.path : "";
        String message =
                diagnostic.getMessage(Locale.ENGLISH).lines().map(String::strip).collect(Collectors.joining("; "));
        return new Problem(
                names.getOrDefault(path, path),
                (int) Math.max(diagnostic.getLineNumber(), 0),
                (int) Math.max(diagnostic.getColumnNumber(), 0),
                "it does not compile: " + message);
    }

    private static String classPath(List<Class<?>> anchors) {
        return anchors.stream()
                .flatMap(SourceCompiler::location)
                .distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static Stream<String> location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? Stream.empty()
                    : Stream.of(Path.of(source.getLocation().toURI()).toString());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A source in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String path;
        private final String text;

        Source(String path, String text) {
            super(URI.create("memory:///" + path), Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Takes class files in memory. */
    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> files = new TreeMap<>();

        Output(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return files.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                }
            };
        }

        Map<String, byte[]> classes() {
            return files.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            Map.Entry::getKey, each -> each.getValue().toByteArray()));
        }
    }
}
