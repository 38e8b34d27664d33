package io.gpusched.files.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many problems of one kind as one line: the first of them, and how many more there are. */
public final class Flood {
    private static final int MOST_OF_A_KIND = 3;

    private Flood() {}

    /**
     * Returns the lines that report problems, in their order. Up to three of a kind have a line each; they are of one kind if their files
     * are the same and their messages differ in numbers and in quoted words only.
     */
    public static List<String> lines(Iterable<Problem> problems) {
        Map<List<String>, List<Problem>> kinds = new LinkedHashMap<>();
        for (Problem each : problems) {
            kinds.computeIfAbsent(kind(each), kind -> new ArrayList<>()).add(each);
        }
        List<String> lines = new ArrayList<>();
        for (Problem each : problems) {
            List<Problem> alike = kinds.getOrDefault(kind(each), List.of());
            if (alike.size() <= MOST_OF_A_KIND) {
                lines.add(each.toString());
            } else if (alike.getFirst() == each) {
                lines.add(each + more(alike));
            }
        }
        return lines;
    }

    private static String more(List<Problem> alike) {
        int last = alike.getLast().line();
        return " (and " + (alike.size() - 1) + " more like this" + (last == 0 ? "" : ", the last in line " + last)
                + ")";
    }

    private static List<String> kind(Problem problem) {
        return List.of(
                problem.file(), problem.message().replaceAll("'[^']*'", "''").replaceAll("[0-9]+", "0"));
    }
}
