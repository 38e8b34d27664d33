package io.gpusched.files.trace;

import io.gpusched.application.recording.ReadingReport;
import io.gpusched.application.recording.ReadingReport.SkipCause;
import io.gpusched.application.recording.Recording.Mark;
import io.gpusched.files.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Counts what is read, and keeps what is wrong with it. */
public final class Tally {
    private static final int MOST_PROBLEMS = 20;
    private static final int MOST_KINDS = 8;
    private static final int MOST_MARKS = 100_000;
    private static final int MOST_KINDS_KEPT = 1_000;
    private static final int LONGEST_MARK = 256;
    private static final int MOST_SOURCES = 100;
    private static final int LONGEST_TEXT = 160;
    private static final int PERCENT_ODD = 10;
    /** Nobody makes a trace that begins with so many lines that are none of a trace. */
    private static final int ODD_LINES_AT_MOST = 20_000;

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\\d+");

    private final String file;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Map<SkipCause, Skips> skips = new EnumMap<>(SkipCause.class);
    private final Map<String, Repeated> fatal = new LinkedHashMap<>();
    private final Map<String, Repeated> odd = new LinkedHashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private final TraceClock clock = new TraceClock();
    private final List<String> sources = new ArrayList<>();
    private boolean wrongLayout;
    private long lines;
    private long events;
    private long oddLines;
    private long lostEvents;
    private long losses;
    private long marksLeftOut;

    private static final class Kind {
        private long count;
        private boolean used;
    }

    private static final class Skips {
        private final long firstLine;
        private final String firstText;
        private long count;

        Skips(long firstLine, String firstText) {
            this.firstLine = firstLine;
            this.firstText = firstText;
        }
    }

    /** A problem and those like it that came later. */
    private static final class Repeated {
        private final Problem first;
        private long more;

        Repeated(Problem first) {
            this.first = first;
        }

        Problem told() {
            return more == 0
                    ? first
                    : new Problem(
                            first.file(),
                            first.line(),
                            first.column(),
                            first.message() + " (and " + more + " more like it)");
        }
    }

    public Tally(String file) {
        this.file = file;
    }

    TraceClock clock() {
        return clock;
    }

    /** Returns how many lines were read. */
    public long lines() {
        return lines;
    }

    public void line() {
        lines++;
    }

    public void event(String name, Taken taken) {
        events++;
        Kind kind = kinds.size() < MOST_KINDS_KEPT || kinds.containsKey(name)
                ? kinds.computeIfAbsent(name, it -> new Kind())
                : kinds.computeIfAbsent("events of other names", it -> new Kind());
        kind.count++;
        kind.used |= taken != Taken.OF_NO_USE;
    }

    /** Counts an event that has nothing to do with jobs. */
    public void useless(String name) {
        event(name, Taken.OF_NO_USE);
    }

    public void mark(Mark mark) {
        if (marks.size() < MOST_MARKS) {
            String text = mark.text();
            marks.add(
                    text.length() <= LONGEST_MARK
                            ? mark
                            : new Mark(mark.nanos(), mark.name(), mark.thread(), text.substring(0, LONGEST_MARK)));
        } else {
            marksLeftOut++;
        }
    }

    /** Counts lost events, of a number that may not be known and is 0 then. */
    public void lost(long count) {
        losses++;
        lostEvents += count;
    }

    public void skip(SkipCause cause, long line, String text) {
        skips.computeIfAbsent(
                        cause,
                        it -> new Skips(line, text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text))
                .count++;
        if (cause.isOdd()) {
            oddLines++;
        }
    }

    /** Skips a line that should not be there. A few of them do not make a trace unusable. */
    public void skip(SkipCause cause, long line, String text, LineContent.Odd odd) {
        skip(cause, line, text);
        keep(this.odd, new Problem(file, (int) line, odd.column(), odd.message()));
    }

    /** Records that the file cannot be used; reading goes on to find out what else is wrong. */
    public void fatal(long line, int column, String message) {
        keep(fatal, new Problem(file, (int) line, column, message));
    }

    /** Keeps a problem, or counts it if only its numbers and what it quotes differ from one before. */
    private static void keep(Map<String, Repeated> problems, Problem problem) {
        String kind = QUOTED.matcher(problem.message()).replaceAll("'");
        Repeated before = problems.get(kind);
        if (before != null) {
            before.more++;
        } else if (problems.size() < MOST_PROBLEMS) {
            problems.put(kind, new Repeated(problem));
        }
    }

    /** Tells whether so much of the file is none of a trace that reading on makes no sense. */
    boolean isHopeless() {
        return oddLines > ODD_LINES_AT_MOST && oddLines > events;
    }

    /** Notes, once, that the file is in a layout that cannot be used. Nothing else that is wrong with it matters then. */
    void wrongLayout(long line, LineContent.WrongLayout wrong) {
        if (!wrongLayout) {
            wrongLayout = true;
            fatal(line, wrong.column(), wrong.message());
        }
    }

    /** Tells whether something was found that makes the file unusable. */
    public boolean hasFatal() {
        return !fatal.isEmpty();
    }

    /** Records the name of one of several traces that were printed together. */
    public void source(String name) {
        if (sources.size() == MOST_SOURCES) {
            throw new OverLimit(
                    "more than " + MOST_SOURCES + " traces were printed together here; print fewer at once");
        }
        sources.add(name);
    }

    /** Returns the names of the traces that were printed together; none if there is only one. */
    List<String> sources() {
        return sources;
    }

    public boolean hasEvents() {
        return events > 0;
    }

    public void fatal(String message) {
        keep(fatal, Problem.ofFile(file, message));
    }

    /** Returns the kinds of events that were seen, the most frequent first, in words. */
    public String kindsInWords() {
        return kinds.entrySet().stream()
                .sorted(Comparator.comparingLong(each -> -each.getValue().count))
                .limit(MOST_KINDS)
                .map(each -> each.getKey() + " (" + each.getValue().count + ")")
                .collect(Collectors.joining(", "));
    }

    /** Returns the kinds of events that were seen. */
    public Set<String> kinds() {
        return kinds.keySet();
    }

    /** Returns everything that makes the file unusable; with it, what is odd about its lines, which may be the reason. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(told(fatal));
        boolean tooManyOdd = oddLines * 100 > (events + oddLines) * PERCENT_ODD && !wrongLayout;
        if (events > 0 && (!fatal.isEmpty() || tooManyOdd)) {
            problems.addAll(told(odd));
        }
        return problems;
    }

    /** Records that no line is of a trace, at the first of them. */
    public void noTrace(String message) {
        Iterator<Repeated> all = odd.values().iterator();
        if (all.hasNext()) {
            Problem first = all.next().first;
            keep(fatal, new Problem(file, first.line(), first.column(), first.message() + "; " + message));
        } else {
            fatal("this holds no events; " + message);
        }
    }

    private static List<Problem> told(Map<String, Repeated> problems) {
        return problems.values().stream().map(Repeated::told).toList();
    }

    List<Mark> marks() {
        return marks;
    }

    ReadingReport report(long completeFromNanos, List<ReadingReport.CutOff> cutOff) {
        return new ReadingReport(
                lines,
                clock.firstNanos(),
                clock.lastNanos(),
                Math.max(completeFromNanos, clock.firstNanos()),
                kinds.entrySet().stream()
                        .map(each -> new ReadingReport.Kind(each.getKey(), each.getValue().count, each.getValue().used))
                        .toList(),
                skips.entrySet().stream()
                        .map(each -> new ReadingReport.Skipped(
                                each.getKey(),
                                each.getValue().count,
                                each.getValue().firstLine,
                                each.getValue().firstText))
                        .toList(),
                cutOff,
                lostEvents,
                losses,
                clock.inversions(),
                clock.largestInversionNanos(),
                marksLeftOut);
    }
}
