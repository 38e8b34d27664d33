package io.gpusched.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes a well-formed text in few places, and knows what its words are: a value is exchanged for another value of the same key, or for a
 * number at an edge; a line goes, comes twice, or takes the place of another. Random bytes would be refused early and test nothing.
 */
final class FieldMutation {
    private static final Pattern WORD = Pattern.compile("[\\w.:-]*\\w");
    private static final List<String> EDGES = List.of(
            "0",
            "1",
            "-1",
            "2",
            "7",
            "4095",
            "4096",
            "999999999999",
            "1000000000000",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999",
            "1.5",
            "null",
            "x0",
            "j0",
            "j0.s",
            "x",
            "1s",
            "1us",
            "999999999s");

    private final SplittableRandom random;

    FieldMutation(SplittableRandom random) {
        this.random = random;
    }

    /** Returns a text with up to three changes; often with none, so that what is well-formed is played as well. */
    List<String> of(List<String> lines) {
        List<String> changed = new ArrayList<>(lines);
        for (int changes = random.nextInt(4); changes > 0 && changed.size() > 1; changes--) {
            int at = random.nextInt(changed.size());
            int other = random.nextInt(changed.size());
            switch (random.nextInt(8)) {
                case 0 -> changed.remove(at);
                case 1 -> changed.add(other, changed.get(at));
                case 2 -> changed.add(other, changed.remove(at));
                default -> changed.set(at, withOtherWord(changed.get(at), changed.get(other)));
            }
        }
        return changed;
    }

    private String withOtherWord(String line, String donor) {
        List<int[]> words = words(line);
        if (words.isEmpty()) {
            return line;
        }
        int[] place = words.get(random.nextInt(words.size()));
        String key = key(line, place[0]);
        List<String> candidates = new ArrayList<>(EDGES);
        for (int[] each : words(donor)) {
            if (key(donor, each[0]).equals(key)) {
                // As likely as all edges together.
                for (int i = 0; i < EDGES.size(); i++) {
                    candidates.add(donor.substring(each[0], each[1]));
                }
            }
        }
        String other = candidates.get(random.nextInt(candidates.size()));
        return line.substring(0, place[0]) + other + line.substring(place[1]);
    }

    private static List<int[]> words(String line) {
        List<int[]> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(new int[] {matcher.start(), matcher.end()});
        }
        return words;
    }

    /** Returns the word in front of a value, or nothing. */
    private static String key(String line, int at) {
        int end = at;
        while (end > 0 && "=: \"[,".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        int begin = end;
        while (begin > 0 && Character.isLetter(line.charAt(begin - 1))) {
            begin--;
        }
        return line.substring(begin, end);
    }
}
