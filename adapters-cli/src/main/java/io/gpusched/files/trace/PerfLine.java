package io.gpusched.files.trace;

/**
 * Takes a line apart that {@code perf script} printed of a tracepoint:
 *
 * <pre>   task  pid/tid [cpu]  seconds.fraction:  period system:event: fields</pre>
 *
 * with one number of the thread or two, and without the CPU or the period where perf was not asked for them. A task's name may hold
 * spaces, so that the line is read from its time to both sides.
 */
final class PerfLine {
    private static final int MICROS = 6;
    private static final int NANOS = 9;
    private static final int LONGEST_SECONDS = 10;
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000 - 1;
    /** The time stands within so many characters, since a task's name has at most 15 bytes. */
    private static final int LONGEST_HEAD = 200;

    private static final int LONGEST_CPU = 8;
    private static final int LONGEST_PID = 10;

    private final String text;
    private final int source;
    private final LineContent odd;

    private PerfLine(String text, int source, LineContent odd) {
        this.text = text;
        this.source = source;
        this.odd = odd;
    }

    /**
     * Reads a line.
     *
     * @param source which of several traces it is of
     * @param odd what the line is if perf has not printed it
     */
    static LineContent read(String text, int source, LineContent odd) {
        return new PerfLine(text, source, odd).read();
    }

    private LineContent read() {
        int most = Math.min(text.length(), LONGEST_HEAD);
        for (int colon = text.indexOf(':'); colon >= 0 && colon < most; colon = text.indexOf(':', colon + 1)) {
            int fraction = digitsBack(colon);
            int digits = colon - fraction;
            boolean point = fraction > 0 && text.charAt(fraction - 1) == '.';
            if (point && (digits == MICROS || digits == NANOS)) {
                int seconds = digitsBack(fraction - 1);
                int length = fraction - 1 - seconds;
                if (length > 0 && length <= LONGEST_SECONDS && seconds > 0 && isSpace(text.charAt(seconds - 1))) {
                    return event(seconds, fraction, colon);
                }
            }
        }
        return odd;
    }

    private LineContent event(int seconds, int fraction, int colon) {
        int headEnd = spacesBack(seconds);
        int cpu = 0;
        if (headEnd > 0 && text.charAt(headEnd - 1) == ']') {
            int digits = digitsBack(headEnd - 1);
            int length = headEnd - 1 - digits;
            if (digits == 0 || text.charAt(digits - 1) != '[' || length < 1 || length > LONGEST_CPU) {
                return odd;
            }
            cpu = Integer.parseInt(text, digits, headEnd - 1, 10);
            headEnd = spacesBack(digits - 1);
        }
        int pid = digitsBack(headEnd);
        if (pid == headEnd || headEnd - pid > LONGEST_PID) {
            return odd;
        }
        int taskEnd = pid;
        if (pid > 0 && text.charAt(pid - 1) == '/') {
            taskEnd = digitsBack(pid - 1);
            if (taskEnd == pid - 1) {
                return odd;
            }
        }
        String task = text.substring(0, taskEnd).strip();
        int name = skipSpaces(colon + 1);
        int afterPeriod = digitsEnd(name);
        if (afterPeriod > name && afterPeriod < text.length() && isSpace(text.charAt(afterPeriod))) {
            name = skipSpaces(afterPeriod);
        }
        int nameEnd = wordEnd(name);
        if (task.isEmpty() || taskEnd == 0 || !isSpace(text.charAt(taskEnd - 1)) || nameEnd == name) {
            return odd;
        }
        int fieldsAt = Math.min(nameEnd + 1, text.length());
        long whole = Long.parseLong(text, seconds, fraction - 1, 10);
        if (whole > MOST_SECONDS) {
            return odd;
        }
        long part = Long.parseLong(text, fraction, colon, 10);
        long nanos = whole * 1_000_000_000 + (colon - fraction == MICROS ? part * 1_000 : part);
        return new TraceEvent(
                source,
                task,
                Long.parseLong(text, pid, headEnd, 10),
                cpu,
                nanos,
                event(text.substring(name, nameEnd)),
                text,
                skipSpaces(fieldsAt));
    }

    /** Returns the name of the event without that of its system; other kinds of events of perf keep theirs. */
    private static String event(String name) {
        int colon = name.indexOf(':');
        return colon > 0 && name.indexOf(':', colon + 1) < 0 ? name.substring(colon + 1) : name;
    }

    /** Returns where a word ends that is followed by a colon and a space or the end of the line; its beginning if there is none. */
    private int wordEnd(int at) {
        int end = at;
        while (end < text.length() && !isSpace(text.charAt(end))) {
            end++;
        }
        return end > at + 1 && text.charAt(end - 1) == ':' ? end - 1 : at;
    }

    private int digitsBack(int at) {
        int i = at;
        while (i > 0 && isDigit(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private int digitsEnd(int at) {
        int i = at;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int spacesBack(int at) {
        int i = at;
        while (i > 0 && isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private int skipSpaces(int at) {
        int i = at;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
