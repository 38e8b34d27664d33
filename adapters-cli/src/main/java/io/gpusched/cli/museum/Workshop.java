package io.gpusched.cli.museum;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles changed sources against the program's own classes, in memory. */
final class Workshop {
    private Workshop() {}

    /**
     * Compiles.
     *
     * @param anchors classes whose jars or folders are the class path
     * @return the classes, by their binary names
     * @throws Mutation.Misfit if the sources do not compile, with what the compiler says
     */
    static Map<String, byte[]> compile(Mutation mutation, List<Class<?>> anchors) throws Mutation.Misfit {
        if (mutation.sources().isEmpty()) {
            return Map.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new Mutation.Misfit("it must be compiled, and this Java has no compiler: run a JDK, not a JRE");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Output output = new Output(compiler.getStandardFileManager(diagnostics, null, null));
        boolean compiled = compiler.getTask(
                        new StringWriter(),
                        output,
                        diagnostics,
                        List.of("-proc:none", "-g", "-nowarn", "-classpath", classPath(anchors)),
                        null,
                        mutation.sources().entrySet().stream()
                                .map(each -> new Source(each.getKey(), each.getValue()))
                                .toList())
                .call();
        if (!compiled) {
            throw new Mutation.Misfit("it does not compile: "
                    + diagnostics.getDiagnostics().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining("; ")));
        }
        return output.classes();
    }

    private static String classPath(List<Class<?>> anchors) {
        return anchors.stream()
                .flatMap(Workshop::location)
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
        private final String text;

        Source(String path, String text) {
            super(URI.create("mutation:///" + path), Kind.SOURCE);
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
            return new SimpleJavaFileObject(URI.create("mutation:///" + className.replace('.', '/')), kind) {
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
