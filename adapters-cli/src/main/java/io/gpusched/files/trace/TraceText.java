package io.gpusched.files.trace;

import io.gpusched.application.recording.ReadingReport.SkipCause;
import io.gpusched.application.recording.Recording.Mark;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text that tracefs and {@code trace-cmd report} print, in one pass.
 *
 * <p>Each line is either an event, which goes to {@link SchedulerEvents}, or a remark of the tracer: a header, a gap, a mark. What is wrong
 * with a line is noted in {@link Tally}, with line and column, and reading goes on, so that all problems are reported at once; a line that
 * cannot be an event at all is counted, and only too many of them make the file no trace.
 */
public final class TraceText {
    private static final Pattern LOST = Pattern.compile("CPU:\\d+ \\[(?:LOST )?(?:(\\d+) )?EVENTS(?: DROPPED)?]");
    private static final Pattern ENTRIES = Pattern.compile("# entries-in-buffer/entries-written: (\\d+)/(\\d+)\\b.*");
    private static final Pattern SOURCE = Pattern.compile(" *(\\S.*): cpus=\\d+");
    private static final Pattern PERF_STACK = Pattern.compile("\\t +[0-9a-f]{1,16} ");
    private static final Pattern REPORT_HEADER = Pattern.compile("cpus=\\d+|version = \\d+");
    private static final Pattern LATENCY =
            Pattern.compile("\\s*.+-\\d+\\s+\\d+[.a-zA-Z][.a-zA-Z\\d]{2,5}\\s+\\d+(?:us|\\.\\d+:).*");
    private static final int LONGEST_COUNT = 18;
    private static final long MOST_COUNTED = 999_999_999_999_999_999L;
    private static final int BEGINNING = 200;
    private static final String LATENCY_MESSAGE =
            "this is the latency format, which does not tell all times; print with "
                    + "'trace-cmd report -t', without -l, or 'echo nolatency-format > trace_options' before reading tracefs";

    private final Tally tally;
    private final SchedulerEvents events;
    private final List<String> sources;

    /** Makes a reader that hands the events on. */
    public TraceText(Tally tally, SchedulerEvents events) {
        this.tally = tally;
        this.sources = tally.sources();
        this.events = events;
    }

    /** Tells whether a line is of a trace, be it one that can be read or not. */
    public static boolean isTrace(String line) {
        return switch (new TraceText(new Tally(""), new SchedulerEvents(1)).content(line)) {
            case TraceEvent event -> true;
            case LineContent.WrongLayout wrong -> true;
            case LineContent.Other other -> line.startsWith("# tracer: ");
            case LineContent.Odd odd -> false;
        };
    }

    /** Reads to the end. */
    public void read(Lines lines) throws IOException {
        while (!tally.isHopeless() && lines.next()) {
            tally.line();
            if (lines.isTooLong()) {
                tally.skip(
                        SkipCause.TOO_LONG,
                        lines.number(),
                        lines.text(),
                        new LineContent.Odd(Lines.LONGEST, "this line is longer than any line of a trace"));
            } else {
                read(lines, content(lines.text()));
            }
        }
    }

    private void read(Lines lines, LineContent content) {
        long number = lines.number();
        String text = lines.text();
        if (lines.isUnfinished() && !(content instanceof LineContent.Other)) {
            tally.skip(
                    SkipCause.CUT_SHORT,
                    number,
                    text,
                    new LineContent.Odd(
                            text.length() + 1, "the file ends inside this line; copy it again, or record again"));
            return;
        }
        switch (content) {
            case TraceEvent event -> accept(number, event);
            case LineContent.Other other -> tally.skip(cause(other), number, text);
            case LineContent.Odd odd -> tally.skip(SkipCause.NOT_AN_EVENT, number, text, odd);
            case LineContent.WrongLayout wrong -> {
                tally.wrongLayout(number, wrong);
                tally.skip(SkipCause.NOT_AN_EVENT, number, text);
            }
        }
    }

    private static SkipCause cause(LineContent.Other other) {
        return switch (other) {
            case BLANK -> SkipCause.BLANK;
            case HEADER -> SkipCause.HEADER;
            case STACK_TRACE -> SkipCause.STACK_TRACE;
            case OTHER_TRACER -> SkipCause.OTHER_TRACER;
        };
    }

    /** Takes an event, of a line or of a record of that number. */
    public void accept(long number, TraceEvent event) {
        long back = tally.clock().advance(event.cpu(), event.nanos());
        if (back > 0) {
            tally.fatal(
                    number,
                    1,
                    "time goes back by " + back / 1_000
                            + " us here; expected the lines of one recording in the order of "
                            + "their times, as 'trace-cmd report' and tracefs print them");
        }
        if (SchedulerEvents.isMark(event.name())) {
            tally.event(event.name(), Taken.USED);
            tally.mark(new Mark(event.nanos(), event.task(), event.pid(), markText(event)));
            return;
        }
        EventFields fields = new EventFields(event);
        Taken taken = events.accept(event, fields);
        tally.event(event.name(), taken);
        LineContent.@Nullable Odd odd = fields.odd();
        if (odd != null) {
            tally.skip(SkipCause.WRONG_FIELDS, number, event.text(), odd);
        } else if (taken == Taken.CONTRADICTED) {
            tally.skip(
                    SkipCause.WRONG_FIELDS,
                    number,
                    event.text(),
                    new LineContent.Odd(
                            event.fieldsAt() + 1,
                            event.name() + ": its job was queued by another entity than this event names"));
        } else if (taken == Taken.REPEATED) {
            tally.skip(
                    SkipCause.REPEATED,
                    number,
                    event.text(),
                    new LineContent.Odd(event.fieldsAt() + 1, event.name() + ": its job has had this event already"));
        }
    }

    /** A mark's text comes after the place in the kernel that wrote it. */
    private static String markText(TraceEvent event) {
        String text = event.text().substring(event.fieldsAt());
        int colon = text.indexOf(": ");
        boolean place = colon > 0 && (text.startsWith("tracing_mark_write") || text.startsWith("0x"));
        return place && text.indexOf(' ') > colon ? text.substring(colon + 2) : text;
    }

    private LineContent content(String text) {
        if (text.startsWith("#")) {
            header(text);
            return LineContent.Other.HEADER;
        }
        int from = text.isEmpty() || sources.isEmpty() ? 0 : afterSource(text);
        LineContent content = EventLine.read(text, from == 0 ? 0 : source(text), from);
        return content instanceof LineContent.Odd ? withoutEvent(text, PerfLine.read(text, 0, content)) : content;
    }

    private void header(String text) {
        if (text.startsWith("##### CPU ") && text.contains("buffer started")) {
            tally.clock().bufferStarts();
        }
        Matcher entries = ENTRIES.matcher(text);
        if (entries.matches()) {
            long overwritten = number(entries.group(2)) - number(entries.group(1));
            if (overwritten > 0) {
                tally.lost(overwritten);
            }
        }
    }

    /** Reads a count; one of more than 18 digits is damaged and counts as the largest of 18. */
    private static long number(String digits) {
        return digits.length() > LONGEST_COUNT ? MOST_COUNTED : Long.parseLong(digits);
    }

    /** Tells what a line is that is no event. */
    private LineContent withoutEvent(String line, LineContent odd) {
        if (!(odd instanceof LineContent.Odd)) {
            return odd;
        }
        String text = line.strip();
        if (text.isEmpty()) {
            return LineContent.Other.BLANK;
        }
        if (text.startsWith("=>") || text.startsWith("<stack trace>") || isPerfStack(line)) {
            return LineContent.Other.STACK_TRACE;
        }
        Matcher lost = LOST.matcher(text);
        if (lost.matches()) {
            tally.lost(lost.group(1) == null ? 0 : number(lost.group(1)));
            return LineContent.Other.HEADER;
        }
        if (REPORT_HEADER.matcher(text).matches()) {
            return LineContent.Other.HEADER;
        }
        Matcher source = SOURCE.matcher(text);
        if (source.matches()) {
            tally.source(source.group(1));
            return LineContent.Other.HEADER;
        }
        String wrongTool = WrongTool.of(text);
        if (!wrongTool.isEmpty()) {
            return new LineContent.WrongLayout(1, wrongTool);
        }
        String beginning = line.length() > BEGINNING ? line.substring(0, BEGINNING) : line;
        return LATENCY.matcher(beginning).matches() ? new LineContent.WrongLayout(1, LATENCY_MESSAGE) : odd;
    }

    /** With {@code -g} perf prints the functions that led to the event below it, each indented, with its address in front. */
    private static boolean isPerfStack(String line) {
        return line.startsWith("\t") && PERF_STACK.matcher(line).lookingAt();
    }

    /** Returns where a line begins that may begin with the name of the file that it is of. */
    private int afterSource(String text) {
        int source = source(text);
        return source < 0
                ? 0
                : text.indexOf(sources.get(source)) + sources.get(source).length() + 1;
    }

    private int source(String text) {
        String begins = text.stripLeading();
        for (int i = 0; i < sources.size(); i++) {
            if (begins.startsWith(sources.get(i) + ":")) {
                return i;
            }
        }
        return -1;
    }
}
