package io.gpusched.files.trace;

/**
 * Takes an event's line apart, by hand, since a trace has millions of them. The line is
 *
 * <pre>   task-pid   ( tgid)  [cpu] flags  seconds.fraction: event: fields</pre>
 *
 * with the thread group only if it was recorded, and the flags only in the text of tracefs. A task's name may hold anything, so that the
 * line is read from the bracketed CPU to both sides.
 */
final class EventLine {
    private static final String EXPECTED =
            "expected a line such as 'glxgears-1234 [000] 12.345678: drm_sched_job_queue: ...'";
    private static final int MAX_FRACTION = 9;
    private static final int LONGEST_FLAGS = 8;
    /** A task's name has at most 15 bytes, and brackets further on are none of a CPU. */
    private static final int LONGEST_TASK = 200;

    /** Clocks that count from 1970 have 10 digits. */
    private static final int LONGEST_SECONDS = 10;

    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000 - 1;
    private final String text;
    private final int source;
    private final int from;

    private EventLine(String text, int source, int from) {
        this.text = text;
        this.source = source;
        this.from = from;
    }

    /**
     * Reads a line.
     *
     * @param source which of several traces it is of
     * @param from where the line begins, after the name of that trace
     */
    static LineContent read(String text, int source, int from) {
        return new EventLine(text, source, from).read();
    }

    private LineContent read() {
        for (int open = text.indexOf('[', from);
                open >= 0 && open - from <= LONGEST_TASK;
                open = text.indexOf('[', open + 1)) {
            int close = skipDigits(open + 1);
            int taskEnd = taskEnd(open);
            if (close > open + 1
                    && close - open <= MAX_FRACTION
                    && charAt(close) == ']'
                    && charAt(close + 1) == ' '
                    && taskEnd > from) {
                return afterCpu(taskEnd, (int) number(open + 1, close), close + 1);
            }
        }
        return new LineContent.Odd(from + 1, "this is not a line of a trace; " + EXPECTED);
    }

    /** Returns where {@code task-pid} ends, if that is what precedes the CPU, or -1. */
    private int taskEnd(int open) {
        int end = skipSpacesBack(open);
        if (end == open) {
            return -1;
        }
        if (charAt(end - 1) == ')') {
            int bracket = text.lastIndexOf('(', end);
            end = bracket < from ? -1 : skipSpacesBack(bracket);
        }
        int dash = end;
        while (dash > from && isDigit(charAt(dash - 1))) {
            dash--;
        }
        return dash < end && dash > from + 1 && charAt(dash - 1) == '-' ? end : -1;
    }

    private LineContent afterCpu(int taskEnd, int cpu, int afterCpu) {
        int time = skipSpaces(afterCpu);
        if (!isDigit(charAt(time))) {
            int flagsEnd = text.indexOf(' ', time);
            if (flagsEnd < 0 || flagsEnd - time > LONGEST_FLAGS) {
                return new LineContent.Odd(time + 1, "there is no time after the CPU; " + EXPECTED);
            }
            time = skipSpaces(flagsEnd);
        }
        int seconds = skipDigits(time);
        if (seconds == time) {
            return new LineContent.Odd(time + 1, "there is no time after the CPU; " + EXPECTED);
        }
        if (charAt(seconds) == ':') {
            return new LineContent.WrongLayout(
                    time + 1,
                    "'" + text.substring(time, seconds)
                            + "' counts something, but is no time; record with a clock such as "
                            + "'-C mono', or print with 'trace-cmd report --ts2secs HZ'");
        }
        int fraction = skipDigits(seconds + 1);
        int digits = fraction - seconds - 1;
        if (charAt(seconds) != '.'
                || charAt(fraction) != ':'
                || digits < 1
                || digits > MAX_FRACTION
                || seconds - time > LONGEST_SECONDS
                || number(time, seconds) > MOST_SECONDS) {
            return new LineContent.Odd(
                    time + 1,
                    "'" + text.substring(time, Math.min(fraction + 1, text.length()))
                            + "' is not a time; expected seconds with 6 or 9 decimals and a colon");
        }
        long nanos = nanos(time, seconds, fraction);
        return event(taskEnd, cpu, nanos, skipSpaces(fraction + 1));
    }

    private LineContent event(int taskEnd, int cpu, long nanos, int nameAt) {
        int nameEnd = nameAt;
        while (isWord(charAt(nameEnd))) {
            nameEnd++;
        }
        if (nameEnd == nameAt || charAt(nameEnd) != ':') {
            return LineContent.Other.OTHER_TRACER;
        }
        int dash = text.lastIndexOf('-', taskEnd - 1);
        int taskFrom = skipSpaces(from);
        return new TraceEvent(
                source,
                text.substring(taskFrom, Math.max(dash, taskFrom)),
                number(dash + 1, taskEnd),
                cpu,
                nanos,
                text.substring(nameAt, nameEnd),
                text,
                skipSpaces(nameEnd + 1));
    }

    private long nanos(int time, int seconds, int fraction) {
        long nanos = number(seconds + 1, fraction);
        for (int digits = fraction - seconds - 1; digits < MAX_FRACTION; digits++) {
            nanos *= 10;
        }
        return number(time, seconds) * 1_000_000_000 + nanos;
    }

    private long number(int start, int end) {
        long number = 0;
        for (int i = start; i < end; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private int skipSpaces(int at) {
        int i = at;
        while (charAt(i) == ' ' || charAt(i) == '\t') {
            i++;
        }
        return i;
    }

    private int skipSpacesBack(int at) {
        int i = at;
        while (i > from && charAt(i - 1) == ' ') {
            i--;
        }
        return i;
    }

    private int skipDigits(int at) {
        int i = at;
        while (isDigit(charAt(i))) {
            i++;
        }
        return i;
    }

    /** Returns a character that means nothing beyond the end, so that nobody has to ask for the end. */
    private char charAt(int at) {
        return at >= 0 && at < text.length() ? text.charAt(at) : '\n';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
    }
}
