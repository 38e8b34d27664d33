package io.gpusched.files.scenario;

import java.util.List;

/**
 * A kind of mapping in a scenario.
 *
 * @param path where it stands, and the heading of its table in {@code docs/scenario.md}
 * @param noun what it is, for messages, with its article
 * @param keys its keys, in the order of the table
 */
record Section(String path, String noun, List<FieldKey> keys) {
    Section {
        keys = List.copyOf(keys);
    }

    Section(String path, String noun, FieldKey... keys) {
        this(path, noun, List.of(keys));
    }

    List<String> names() {
        return keys.stream().map(FieldKey::name).toList();
    }
}
