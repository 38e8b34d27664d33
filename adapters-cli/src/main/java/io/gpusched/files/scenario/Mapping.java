package io.gpusched.files.scenario;

import io.gpusched.domain.fence.Errno;
import io.gpusched.files.problem.Nearest;
import io.gpusched.words.Shown;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a scenario, read by the keys of its section. Every method that reads a value adds a problem if it is missing or wrong,
 * and returns something that lets reading go on; the result counts only if no problem was noted.
 */
final class Mapping {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,32}");
    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL);
    private static final int MAX_ERRNO = 4095;
    private final Node node;
    private final Section section;
    private final NodeProblems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    Mapping(Node node, Section section, NodeProblems problems) {
        this.node = node;
        this.section = section;
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::take);
            requireAll();
        } else {
            problems.add(
                    node,
                    "expected " + section.noun() + ", a mapping with the keys " + String.join(", ", section.names())
                            + ", not " + kind(node));
        }
    }

    private void take(NodeTuple tuple) {
        Node at = tuple.getKeyNode();
        if (!(at instanceof ScalarNode scalar)) {
            problems.add(at, "a key is a word, not " + kind(at));
            return;
        }
        String name = scalar.getValue();
        if (name.equals("<<")) {
            problems.add(at, "mappings are not merged here; write the keys out, or refer to whole values with *");
        } else if (!section.names().contains(name)) {
            problems.add(
                    at,
                    Shown.quoted(name) + " is not a key of " + section.noun() + ";"
                            + Nearest.hint(name, section.names()) + " expected one of "
                            + String.join(", ", section.names()));
        } else if (values.containsKey(name)) {
            problems.add(at, Shown.quoted(name) + " is given twice; remove one");
        } else {
            values.put(name, tuple.getValueNode());
        }
    }

    private void requireAll() {
        for (FieldKey key : section.keys()) {
            if (key.absent().equals(FieldKey.REQUIRED) && !has(key)) {
                problems.add(node, section.noun() + " needs " + Shown.quoted(key.name()) + ", a " + key.type());
            }
        }
    }

    /** Returns where the mapping begins. */
    Node at() {
        return node;
    }

    boolean has(FieldKey key) {
        return values.containsKey(key.name());
    }

    /** Returns the value of a key, or the mapping itself if there is none. */
    Node node(FieldKey key) {
        return values.getOrDefault(key.name(), node);
    }

    long whole(FieldKey.Whole key) {
        @Nullable String text = text(key);
        if (text == null) {
            return key.absent().chars().allMatch(Character::isDigit) ? Long.parseLong(key.absent()) : key.min();
        }
        try {
            long number = Long.parseLong(text);
            if (number >= key.min() && number <= key.max()) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below, with the range.
        }
        wrong(key, text, "a whole number from " + key.min() + " to " + key.max());
        return key.min();
    }

    /** Returns the numbers of a list, or one number on its own; none if the key is not there. */
    List<Long> wholes(FieldKey.WholeList key) {
        List<Long> numbers = new ArrayList<>();
        for (Node each : each(key)) {
            @Nullable String text = text(key, each);
            boolean isNumber = text != null && text.matches("[0-9]{1,18}");
            long number = isNumber ? Long.parseLong(text) : -1;
            if (text != null && (number < key.min() || number > key.max())) {
                problems.add(
                        each,
                        Shown.quoted(key.name()) + " has " + Shown.quoted(text) + "; expected a whole number from "
                                + key.min() + " to " + key.max());
            } else if (text != null) {
                addOnce(key, each, number, numbers);
            }
        }
        return numbers;
    }

    /** Returns what the words of a list stand for, given in the order of the choices; none if the key is not there. */
    <T> List<T> words(FieldKey.WordList key, List<T> meanings) {
        List<T> found = new ArrayList<>();
        for (Node each : each(key)) {
            @Nullable String text = text(key, each);
            int index = text == null ? -1 : key.choices().indexOf(text);
            if (index >= 0) {
                addOnce(key, each, meanings.get(index), found);
            } else if (text != null) {
                problems.add(
                        each,
                        Shown.quoted(key.name()) + " has " + Shown.quoted(text) + ";"
                                + Nearest.hint(text, key.choices()) + " expected one of " + key.range());
            }
        }
        return found;
    }

    private <T> void addOnce(FieldKey key, Node at, T value, List<T> values) {
        if (values.contains(value)) {
            problems.add(at, Shown.quoted(key.name()) + " names a value twice; remove one");
        } else {
            values.add(value);
        }
    }

    /** Returns a number of times, or the given value for "always". */
    int howOften(FieldKey.HowOften key, int always) {
        @Nullable String text = text(key);
        if (text == null || text.equals(FieldKey.HowOften.ALWAYS)) {
            return text == null ? 0 : always;
        }
        boolean fine = text.matches("[0-9]{1,7}") && Integer.parseInt(text) <= FieldKey.HowOften.MOST;
        if (!fine) {
            wrong(key, text, "a whole number, " + key.range());
        }
        return fine ? Integer.parseInt(text) : 0;
    }

    double real(FieldKey.Real key) {
        @Nullable String text = text(key);
        if (text == null) {
            return 1;
        }
        try {
            double number = new BigDecimal(text).doubleValue();
            if (number > 0 && number <= key.max()) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below, with the range.
        }
        wrong(key, text, "a number " + key.range());
        return 1;
    }

    /** Returns a time in nanoseconds, or the given value for "none". */
    long time(FieldKey.Time key, long none) {
        @Nullable String text = text(key);
        if (text == null) {
            return Times.nanos(key.absent()).orElse(none);
        }
        return key.takesNone() && text.equals(FieldKey.Time.NONE) ? none : time(key, node(key), key.minNanos());
    }

    /** Returns the times of a list, or of one time. */
    List<Long> times(FieldKey key) {
        return each(key).stream().map(each -> time(key, each, 0)).toList();
    }

    /** Reads a time in nanoseconds. */
    long time(FieldKey key, Node value, long minNanos) {
        @Nullable String text = text(key, value);
        OptionalLong nanos = text == null ? OptionalLong.of(minNanos) : Times.nanos(text);
        if (nanos.isPresent() && nanos.getAsLong() >= minNanos && nanos.getAsLong() <= FieldKey.MAX_NANOS) {
            return nanos.getAsLong();
        }
        problems.add(
                value,
                Shown.quoted(key.name()) + " is " + Shown.quoted(String.valueOf(text)) + "; expected " + Times.EXPECTED
                        + ", from " + Times.text(minNanos) + " to " + Times.text(FieldKey.MAX_NANOS));
        return minNanos;
    }

    /** Returns what a word stands for, given in the order of the choices; null if it is neither there nor has a default. */
    <T> @Nullable T word(FieldKey.Word key, List<T> meanings) {
        return word(key, key.choices(), meanings);
    }

    /** Returns what a word stands for, where a mapping may stand instead; null if it is not there. */
    <T> @Nullable T word(FieldKey.WordOrMapping key, List<T> meanings) {
        return word(key, key.choices(), meanings);
    }

    private <T> @Nullable T word(FieldKey key, List<String> choices, List<T> meanings) {
        @Nullable String text = text(key);
        int index = choices.indexOf(text == null ? key.absent() : text);
        if (index < 0 && text != null) {
            problems.add(
                    node(key),
                    Shown.quoted(key.name()) + " is " + Shown.quoted(text) + ";" + Nearest.hint(text, choices)
                            + " expected one of " + key.range());
        }
        return index < 0 ? null : meanings.get(index);
    }

    boolean flag(FieldKey.Flag key) {
        @Nullable String text = text(key);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            wrong(key, text, "true or false");
        }
        return "true".equals(text);
    }

    @Nullable
    Errno error(FieldKey.ErrorNumber key) {
        @Nullable String text = text(key);
        if (text == null) {
            return null;
        }
        Errno named = FieldKey.ERRORS.get(text);
        if (named != null) {
            return named;
        }
        if (text.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MAX_ERRNO) {
                return new Errno(number);
            }
        }
        wrong(key, text, key.range());
        return null;
    }

    /** Returns a new name, or an empty one. */
    String name(FieldKey.Name key) {
        return has(key) ? name(key, node(key)) : "";
    }

    /** Returns a text, or the given one if the key is not there. */
    String label(FieldKey.Text key, String absent) {
        @Nullable String text = text(key);
        if (text == null) {
            return absent;
        }
        boolean plain = text.codePoints().noneMatch(Character::isISOControl);
        if (!plain || text.isBlank() || text.length() > FieldKey.Text.LONGEST) {
            wrong(key, text, key.range());
        }
        return text;
    }

    /** Reads a new name. */
    String name(FieldKey key, Node value) {
        @Nullable String text = text(key, value);
        if (text != null && !NAME.matcher(text).matches()) {
            problems.add(value, Shown.quoted(text) + " is not a name; expected " + FieldKey.Name.LETTERS);
        }
        return text == null ? "" : text;
    }

    /** Returns the values of a list, or one value on its own; none if the key is not there. */
    List<Node> each(FieldKey key) {
        if (!has(key)) {
            return List.of();
        }
        return node(key) instanceof SequenceNode ? items(key) : List.of(node(key));
    }

    /** Returns the values of a list, at least one; none if the key is not there. */
    List<Node> items(FieldKey key) {
        if (!has(key)) {
            return List.of();
        }
        if (!(node(key) instanceof SequenceNode list)) {
            problems.add(node(key), Shown.quoted(key.name()) + " is a " + key.type() + ", not " + kind(node(key)));
            return List.of();
        }
        if (list.getValue().isEmpty()) {
            problems.add(list, Shown.quoted(key.name()) + " is an empty list; expected at least one item");
        }
        return list.getValue();
    }

    /** Reads the mappings of a list. */
    List<Mapping> mappings(FieldKey key, Section inner) {
        List<Mapping> mappings = new ArrayList<>();
        items(key).forEach(each -> mappings.add(new Mapping(each, inner, problems)));
        return mappings;
    }

    /** Reads a mapping inside of this one. */
    Mapping mapping(FieldKey key, Section inner) {
        return new Mapping(node(key), inner, problems);
    }

    /** Returns those of some keys that are there. */
    List<FieldKey> present(List<FieldKey> keys) {
        return keys.stream().filter(this::has).toList();
    }

    /** Adds a problem with the value of a key. */
    void wrong(FieldKey key, String text, String expected) {
        problems.add(node(key), Shown.quoted(key.name()) + " is " + Shown.quoted(text) + "; expected " + expected);
    }

    private @Nullable String text(FieldKey key) {
        return has(key) ? text(key, node(key)) : null;
    }

    /** Returns a scalar as it is written, or null after noting that it is none. */
    @Nullable
    String text(FieldKey key, Node value) {
        if (value instanceof ScalarNode scalar && PLAIN.contains(scalar.getTag())) {
            return scalar.getValue();
        }
        problems.add(value, Shown.quoted(key.name()) + " is " + kind(value) + "; expected a " + key.type());
        return null;
    }

    private static String kind(Node value) {
        return switch (value.getNodeType()) {
            case SCALAR -> scalar((ScalarNode) value);
            case SEQUENCE -> "a list";
            case MAPPING -> "a mapping";
            case ANCHOR -> "an anchor";
        };
    }

    private static String scalar(ScalarNode value) {
        if (value.getTag().equals(Tag.NULL)) {
            return "nothing";
        }
        return Shown.quoted(value.getValue())
                + (PLAIN.contains(value.getTag()) ? "" : " with the tag " + value.getTag());
    }
}
