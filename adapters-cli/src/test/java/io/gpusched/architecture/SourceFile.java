package io.gpusched.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One source file of the project.
 *
 * @param path its path from the top of the project, with slashes
 * @param text what it says
 */
record SourceFile(String path, String text) {
    private static final List<String> MODULES =
            List.of("domain", "application", "adapters-executor", "adapters-gpu-sim", "adapters-cli");

    /** Reads all Java files of the five modules. */
    static List<SourceFile> allOfTheProject() {
        Path top = top();
        return MODULES.stream()
                .flatMap(module -> readAll(top, top.resolve(module).resolve("src")))
                .toList();
    }

    /** Returns the folder that holds the modules and the documents. */
    static Path top() {
        return top(Path.of("").toAbsolutePath());
    }

    boolean isIn(String folder) {
        return path.startsWith(folder + "/");
    }

    /** Tells whether others get it: the code and the test kit, not the tests. */
    boolean isShipped() {
        return !path.contains("/src/test/");
    }

    /** Tests run in the folder of their module, or in the one above it. */
    private static Path top(Path folder) {
        if (Files.isDirectory(folder.resolve("domain/src/main/java"))) {
            return folder;
        }
        Path parent = folder.getParent();
        if (parent == null) {
            throw new IllegalStateException(
                    "no sources found above " + Path.of("").toAbsolutePath());
        }
        return top(parent);
    }

    private static Stream<SourceFile> readAll(Path top, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(file -> read(top, file))
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + folder, failure);
        }
    }

    private static SourceFile read(Path top, Path file) {
        try {
            return new SourceFile(top.relativize(file).toString().replace('\\', '/'), Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
