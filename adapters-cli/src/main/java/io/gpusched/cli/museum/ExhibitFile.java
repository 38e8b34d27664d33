package io.gpusched.cli.museum;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the file of an exhibit: a mapping in YAML. The files are part of the program, so a mistake in one is a bug of the program. */
final class ExhibitFile {
    private static final long SECONDS = 1_000_000_000L;
    private static final long MOST_NANOS = 10 * SECONDS;

    private final String file;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private ExhibitFile(String file, String text) {
        this.file = file;
        if (new Load(LoadSettings.builder().build()).loadFromString(text) instanceof Map<?, ?> mapping) {
            mapping.forEach((key, value) -> values.put(String.valueOf(key), value));
        }
    }

    static Exhibit read(String file, String text) {
        return new ExhibitFile(file, text).exhibit();
    }

    private Exhibit exhibit() {
        String name = word("name");
        String queues = optional("queues", "ordered");
        Expedition expedition = new Expedition(
                name,
                optional("driver", "simulated"),
                word("workload"),
                queues,
                optional("late", "all"),
                optional("strategy", "random"),
                1,
                Long.MAX_VALUE,
                MOST_NANOS);
        Exhibit exhibit = new Exhibit(
                Integer.parseInt(word("number")),
                name,
                word("title"),
                words("sources"),
                word("wrong"),
                word("fix"),
                word("mutation"),
                optional("patch", ""),
                word("rule"),
                expedition,
                optional("sound", queues));
        if (!values.isEmpty()) {
            throw new IllegalStateException(file + ": unknown keys " + values.keySet());
        }
        return exhibit;
    }

    private String word(String key) {
        Object value = values.remove(key);
        if (value == null) {
            throw new IllegalStateException(file + ": no " + key);
        }
        return String.valueOf(value).strip();
    }

    private String optional(String key, String otherwise) {
        @Nullable Object value = values.remove(key);
        return value == null ? otherwise : String.valueOf(value).stripTrailing() + (key.equals("patch") ? "\n" : "");
    }

    private List<String> words(String key) {
        List<String> list = new ArrayList<>();
        if (values.remove(key) instanceof List<?> items) {
            items.forEach(item -> list.add(String.valueOf(item)));
        }
        if (list.isEmpty()) {
            throw new IllegalStateException(file + ": no " + key);
        }
        return list;
    }
}
