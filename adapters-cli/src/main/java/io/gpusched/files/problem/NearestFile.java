package io.gpusched.files.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the file that somebody may have meant: one in the same folder with nearly the same name. */
public final class NearestFile {
    private NearestFile() {}

    /** Returns "; did you mean 'x'?" if there is such a file, else nothing. */
    public static String hint(Path missing) {
        Path name = missing.getFileName();
        Path parent = missing.getParent();
        if (name == null) {
            return "";
        }
        try (Stream<Path> files = Files.list(parent == null ? Path.of("") : parent)) {
            List<String> names = files.map(each -> String.valueOf(each.getFileName()))
                    .sorted()
                    .toList();
            String hint = Nearest.hint(name.toString(), names);
            return hint.isEmpty() ? "" : ";" + hint;
        } catch (IOException noFolder) {
            return parent == null ? "" : hintOfFolder(parent);
        }
    }

    /** The folder may be what is misspelt. */
    private static String hintOfFolder(Path folder) {
        String hint = Files.exists(folder) ? "" : hint(folder);
        return hint.isEmpty() ? "" : "; there is no folder " + folder + hint;
    }
}
