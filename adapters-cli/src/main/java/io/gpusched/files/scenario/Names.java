package io.gpusched.files.scenario;

import io.gpusched.files.problem.Nearest;
import io.gpusched.words.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Names of one kind and the ids that they stand for: a name with a count stands for all of its copies. */
final class Names {
    private final String kind;
    private final NodeProblems problems;
    private final Map<String, List<Integer>> ids = new LinkedHashMap<>();
    private int next;

    /**
     * No names yet.
     *
     * @param kind what they are names of, for messages
     */
    Names(String kind, NodeProblems problems) {
        this.kind = kind;
        this.problems = problems;
    }

    /** Gives the next ids to a name. */
    List<Integer> declare(Node at, String name, int count) {
        List<Integer> fresh = IntStream.range(next, next + count).boxed().toList();
        next += count;
        put(at, name, fresh);
        return fresh;
    }

    /** Gives a second name to some ids. */
    void put(Node at, String name, List<Integer> known) {
        if (!name.isEmpty() && ids.putIfAbsent(name, known) != null) {
            problems.add(at, "there is already a " + kind + " " + Shown.quoted(name) + "; choose another name");
        }
    }

    boolean knows(String name) {
        return ids.containsKey(name);
    }

    /** Returns all ids. */
    List<Integer> all() {
        return IntStream.range(0, next).boxed().toList();
    }

    /** Returns all names. */
    Set<String> names() {
        return ids.keySet();
    }

    /** Returns the ids of a name that is known. */
    List<Integer> of(String name) {
        return ids.getOrDefault(name, List.of());
    }

    /** Returns the ids of a name, none after noting that it is unknown. */
    List<Integer> of(Node at, String name) {
        List<Integer> found = ids.get(name);
        if (found == null) {
            problems.add(
                    at,
                    "there is no " + kind + " " + Shown.quoted(name) + ";" + Nearest.hint(name, ids.keySet())
                            + " known here: " + (ids.isEmpty() ? "none" : String.join(", ", ids.keySet())));
            return List.of();
        }
        return found;
    }

    /** Returns the ids of all names that a key of a mapping lists, each once. */
    List<Integer> of(Mapping mapping, FieldKey.Names key) {
        return mapping.each(key).stream()
                .flatMap(each -> {
                    String name = mapping.text(key, each);
                    return name == null ? Stream.empty() : of(each, name).stream();
                })
                .distinct()
                .toList();
    }
}
