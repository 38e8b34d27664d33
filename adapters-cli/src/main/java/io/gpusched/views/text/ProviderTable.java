package io.gpusched.views.text;

import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SettingDescription;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What backends and policies say of themselves, as lines. What they say comes from whoever wrote them, so it is shown like any foreign text. */
public final class ProviderTable {
    private static final int NAME_WIDTH = 16;
    private static final String INDENT = "  ";

    private ProviderTable() {}

    /** Returns the lines of a policy: its name and what it does. */
    public static List<String> policy(String name, String words, int columns) {
        return named(name, words, columns);
    }

    /** Returns the lines of a backend: its name, what it is, and what it can do. */
    public static List<String> backend(String name, String words, List<Capability> capabilities, int columns) {
        List<String> lines = new ArrayList<>(named(name, words, columns));
        String can = capabilities.stream().map(Capability::words).collect(Collectors.joining("; "));
        lines.addAll(wrapped(INDENT + "can: ", can.isEmpty() ? "run jobs, one after the other" : can, columns));
        return lines;
    }

    /** Returns the lines of settings under a heading; none if there are none. */
    public static List<String> settings(String heading, List<SettingDescription> settings, int columns) {
        List<String> lines = new ArrayList<>();
        if (!settings.isEmpty()) {
            lines.add(INDENT + heading + ":");
        }
        for (SettingDescription each : settings) {
            String otherwise = each.type().otherwise();
            lines.addAll(wrapped(
                    INDENT + INDENT + padded(each.name()),
                    Shown.of(each.words()) + "; " + each.type().kind() + ", "
                            + Shown.of(each.type().range()) + "; "
                            + (otherwise == null
                                    ? "must be given"
                                    : "default " + (otherwise.isEmpty() ? "empty" : Shown.of(otherwise))),
                    columns));
        }
        return lines;
    }

    private static List<String> named(String name, String words, int columns) {
        return wrapped(padded(Shown.of(name)), Shown.of(words), columns);
    }

    private static String padded(String name) {
        return name.length() < NAME_WIDTH ? name + " ".repeat(NAME_WIDTH - name.length()) : name + " ";
    }

    /** Breaks a text between words, so that its lines stand under each other. */
    private static List<String> wrapped(String label, String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(label);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > columns) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(label.length()));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
