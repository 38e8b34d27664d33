package io.gpusched.cli.museum;

import com.github.difflib.patch.PatchFailedException;
import com.github.difflib.unifieddiff.UnifiedDiffFile;
import com.github.difflib.unifieddiff.UnifiedDiffReader;
import io.gpusched.words.Shown;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of the scheduler's own source: a unified diff, applied to the sources that come with the program.
 *
 * @param sources the changed sources, by their paths below the source folder, such as {@code io/gpusched/domain/sched/Entity.java}
 */
public record Mutation(Map<String, String> sources) {
    /** No change at all. */
    public static final Mutation NONE = new Mutation(Map.of());

    private static final String SOURCES = "/museum/source/";
    private static final String SOURCE_FOLDER = "src/main/java/";

    public Mutation {
        sources = Map.copyOf(sources);
    }

    /** A change that does not fit the sources. */
    public static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(String message) {
            super(message);
        }
    }

    /**
     * Applies a diff.
     *
     * @param patch a unified diff whose paths are those of this repository; may be empty
     * @throws Misfit if it is not a diff, or does not fit these sources
     */
    public static Mutation of(String patch) throws Misfit {
        if (patch.isBlank()) {
            return NONE;
        }
        Map<String, String> changed = new LinkedHashMap<>();
        for (UnifiedDiffFile each : files(patch)) {
            String path = sourcePath(each.getToFile());
            changed.put(path, apply(each, path));
        }
        if (changed.isEmpty()) {
            throw new Misfit("it holds no change; expected a unified diff, as git diff prints it");
        }
        return new Mutation(changed);
    }

    private static List<UnifiedDiffFile> files(String patch) throws Misfit {
        try {
            return UnifiedDiffReader.parseUnifiedDiff(new ByteArrayInputStream(patch.getBytes(StandardCharsets.UTF_8)))
                    .getFiles();
        } catch (IOException | RuntimeException unreadable) {
            throw new Misfit("it is not a unified diff: " + unreadable.getMessage());
        }
    }

    private static String sourcePath(@Nullable String name) throws Misfit {
        int at = name == null ? -1 : name.indexOf(SOURCE_FOLDER);
        if (name == null || at < 0) {
            throw new Misfit("it changes " + Shown.quoted(name) + "; expected a path with " + SOURCE_FOLDER);
        }
        return name.substring(at + SOURCE_FOLDER.length());
    }

    private static String apply(UnifiedDiffFile file, String path) throws Misfit {
        List<String> lines = original(path).lines().toList();
        try {
            List<String> changed = file.getPatch().applyFuzzy(new ArrayList<>(lines), 0);
            if (changed.equals(lines)) {
                throw new Misfit("it changes nothing in " + path + "; is its last hunk complete?");
            }
            return String.join("\n", changed) + "\n";
        } catch (PatchFailedException misfit) {
            throw new Misfit("it does not fit " + path + " of this version: " + misfit.getMessage());
        }
    }

    private static String original(String path) throws Misfit {
        try (InputStream in = Mutation.class.getResourceAsStream(SOURCES + path)) {
            if (in == null) {
                throw new Misfit("there is no source " + path + " that could be changed");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
