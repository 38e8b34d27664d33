package io.gpusched.application.recording;

import io.gpusched.application.insight.Window;
import io.gpusched.application.recording.Recording.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes windows of what programs wrote into a trace. Three ways of writing are known:
 *
 * <ul>
 *   <li>Android's: {@code B|pid|name} and {@code E|pid} around what one thread does, one in the other; {@code S|pid|name|cookie} and
 *       {@code F|pid|name|cookie} around what threads do together, and {@code G}, {@code H} the same on a track. Counters, {@code C}, are
 *       no windows.
 *   <li>Words: a mark whose first, second or last word is begin or start, or end, stop or finish, or B or E. The other
 *       words are the window's name. An end closes the latest window of its name that is open, whichever thread writes it; it may say more
 *       than the beginning, as {@code E x result=0} does behind {@code B x}.
 *   <li>Any other mark: a window from it to the next such mark of the same thread.
 * </ul>
 *
 * A window that nobody closes lasts to the end of the recording. An end without a beginning is left out.
 */
public final class MarkWindows {
    private static final List<String> BEGIN = List.of("begin", "begins", "start", "starts");
    private static final List<String> END = List.of("end", "ends", "stop", "stops", "finish", "finishes");
    private static final String SHORT_BEGIN = "B";
    private static final String SHORT_END = "E";
    /** An end that says more than its beginning is looked for among so many that are open. */
    private static final int MOST_COMPARED = 64;

    private final long endNanos;
    private final List<Open> opened = new ArrayList<>();
    private final Map<String, List<Open>> openByKey = new TreeMap<>();
    private final List<Open> openWords = new ArrayList<>();

    /** A window that may not have ended yet. */
    private static final class Open {
        private final String name;
        private final long fromNanos;
        private long toNanos;

        Open(String name, long fromNanos, long toNanos) {
            this.name = name;
            this.fromNanos = fromNanos;
            this.toNanos = toNanos;
        }
    }

    private MarkWindows(long endNanos) {
        this.endNanos = endNanos;
    }

    /**
     * Returns the windows that marks make, in the order of their beginnings.
     *
     * @param marks what programs wrote
     * @param endNanos the end of the recording
     */
    public static List<Window> of(List<Mark> marks, long endNanos) {
        MarkWindows windows = new MarkWindows(endNanos);
        marks.stream().sorted(Comparator.comparingLong(Mark::nanos)).forEach(windows::add);
        return windows.opened.stream()
                .map(each -> new Window(each.name, each.fromNanos, Math.max(each.fromNanos, each.toNanos)))
                .toList();
    }

    /**
     * Returns the window between two marks: from the first that says one thing to the next, after it, that says another. A mark says what
     * its text is, or else what its text holds.
     *
     * @return null if there are no such marks
     */
    public static @Nullable Window between(List<Mark> marks, String from, String to) {
        @Nullable Mark first = first(marks, from, Long.MIN_VALUE, null);
        @Nullable Mark last = first == null ? null : first(marks, to, first.nanos(), first);
        return first == null || last == null
                ? null
                : new Window(first.text() + " to " + last.text(), first.nanos(), last.nanos());
    }

    /** Returns the first mark that says something, at a time or later, and is not another one; null if there is none. */
    public static @Nullable Mark first(List<Mark> marks, String text, long fromNanos, @Nullable Mark other) {
        @Nullable Mark holds = null;
        for (Mark each : marks) {
            if (each.nanos() >= fromNanos && each != other) {
                if (each.text().equals(text)) {
                    return each;
                }
                holds = holds == null && each.text().contains(text) ? each : holds;
            }
        }
        return holds;
    }

    private void add(Mark mark) {
        String[] parts = mark.text().split("\\|", -1);
        if (parts.length > 1 && parts[0].length() == 1) {
            addAndroid(mark, parts);
        } else if (mark.text().equals(SHORT_END)) {
            close("thread " + mark.thread(), mark.nanos());
        } else {
            addWords(mark);
        }
    }

    private void addAndroid(Mark mark, String[] parts) {
        String name = parts.length > 2 ? parts[2] : mark.name();
        String cookie = parts.length > 3 ? parts[3] : "";
        switch (parts[0]) {
            case "B" -> open("thread " + mark.thread(), name, mark.nanos());
            case "E" -> close("thread " + mark.thread(), mark.nanos());
            case "S" -> open(String.join("|", "async", parts[1], name, cookie), name, mark.nanos());
            case "F" -> close(String.join("|", "async", parts[1], name, cookie), mark.nanos());
            case "G" -> open(String.join("|", "track", parts[1], name, lastOf(parts)), cookie, mark.nanos());
            case "H" -> close(String.join("|", "track", parts[1], name, lastOf(parts)), mark.nanos());
            case "C" -> {
                // A counter.
            }
            default -> addPlain(mark, name);
        }
    }

    private static String lastOf(String[] parts) {
        return parts[parts.length - 1];
    }

    private void addWords(Mark mark) {
        List<String> words = new ArrayList<>(List.of(mark.text().strip().split("\\s+", -1)));
        for (int place : new int[] {0, 1, words.size() - 1}) {
            if (place < words.size()) {
                String word = bare(words.get(place));
                if (isOne(word, BEGIN, SHORT_BEGIN)) {
                    words.remove(place);
                    openWords(named(words, mark), mark.nanos());
                    return;
                }
                if (isOne(word, END, SHORT_END)) {
                    words.remove(place);
                    closeWords(named(words, mark), mark.nanos());
                    return;
                }
            }
        }
        addPlain(mark, mark.text());
    }

    private static boolean isOne(String word, List<String> words, String oneLetter) {
        return word.equals(oneLetter) || words.contains(word.toLowerCase(Locale.ROOT));
    }

    private static String bare(String word) {
        return word.endsWith(":") || word.endsWith(",") ? word.substring(0, word.length() - 1) : word;
    }

    private static String named(List<String> words, Mark mark) {
        String name = bare(String.join(" ", words));
        return name.isEmpty() ? mark.name() : name;
    }

    private void addPlain(Mark mark, String name) {
        String key = "plain " + mark.thread();
        close(key, mark.nanos());
        open(key, name, mark.nanos());
    }

    private Open open(String key, String name, long nanos) {
        Open open = new Open(name, nanos, endNanos);
        opened.add(open);
        openByKey.computeIfAbsent(key, it -> new ArrayList<>()).add(open);
        return open;
    }

    private void openWords(String name, long nanos) {
        openWords.add(open(wordsKey(name), name, nanos));
    }

    private static String wordsKey(String name) {
        return "words " + name;
    }

    private @Nullable Open close(String key, long nanos) {
        List<Open> open = openByKey.getOrDefault(key, List.of());
        if (open.isEmpty()) {
            return null;
        }
        Open last = open.removeLast();
        last.toNanos = nanos;
        return last;
    }

    private void closeWords(String name, long nanos) {
        @Nullable Open closed = close(wordsKey(name), nanos);
        for (int i = openWords.size() - 1; closed == null && i >= Math.max(0, openWords.size() - MOST_COMPARED); i--) {
            String opened = openWords.get(i).name;
            if (name.startsWith(opened + " ") || opened.startsWith(name + " ")) {
                closed = close(wordsKey(opened), nanos);
            }
        }
        openWords.remove(closed);
    }
}
