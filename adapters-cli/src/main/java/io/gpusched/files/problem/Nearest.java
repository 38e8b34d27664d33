package io.gpusched.files.problem;

import io.gpusched.words.Shown;
import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody may have meant. */
public final class Nearest {
    private static final int MAX_MISTAKES = 3;

    /** Nobody misspells what is longer; and comparing it would take long. */
    private static final int LONGEST_WORD = 200;

    private Nearest() {}

    /** Returns " did you mean 'x'?" if one of the words is near, else nothing. */
    public static String hint(String written, Collection<String> words) {
        if (written.length() > LONGEST_WORD) {
            return "";
        }
        int tolerated = Math.min(written.length() / 2, MAX_MISTAKES);
        return words.stream()
                .filter(word -> word.length() <= LONGEST_WORD)
                .filter(word -> !word.equals(written) && distance(written, word) <= tolerated)
                .min(Comparator.comparingInt(word -> distance(written, word)))
                .map(word -> " did you mean " + Shown.quoted(word) + "?")
                .orElse("");
    }

    /** Returns how many letters have to be added, dropped, changed or swapped with a neighbour. */
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int change = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
