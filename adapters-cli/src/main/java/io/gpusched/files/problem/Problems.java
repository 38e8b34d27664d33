package io.gpusched.files.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The problems found in one file so far. Reading goes on after each, so that the user sees all of them at once. */
public final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    /** Nothing found yet in a file of the given name. */
    public Problems(String file) {
        this.file = file;
    }

    public void add(Token at, String message) {
        add(at.line(), at.column(), message);
    }

    /** Adds a problem; line and column count from 1, and 0 stands for the whole file or the whole line. */
    public void add(int line, int column, String message) {
        found.add(new Problem(file, line, column, message));
    }

    /** Tells whether nothing is wrong. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Returns what was found, in the order of the file. */
    public List<Problem> sorted() {
        return found.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .distinct()
                .toList();
    }

    /** Returns the first problem of each line, in the order of the file, with how many more the line has. */
    public List<Problem> onePerLine() {
        List<Problem> firsts = new ArrayList<>();
        Map<Integer, List<Problem>> lines =
                sorted().stream().collect(Collectors.groupingBy(Problem::line, TreeMap::new, Collectors.toList()));
        lines.forEach((line, found) -> {
            Problem first = found.getFirst();
            if (line == 0 || found.size() == 1) {
                firsts.addAll(found);
            } else {
                firsts.add(new Problem(
                        first.file(),
                        line,
                        first.column(),
                        first.message() + " (" + (found.size() - 1) + " more in this line)"));
            }
        });
        return firsts;
    }
}
