package io.gpusched.files.scenario;

import io.gpusched.words.Shown;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a script:
 *
 * <pre>
 *   [NAME:] WHEN ENTITY DURATION [credits=N] [after=JOB,JOB:run,FENCE,...] [ring=RING] [worker=QUEUED/DONE/RUN]
 *   WHEN signal FENCE
 * </pre>
 *
 * Times are microseconds, with decimals down to a nanosecond. {@code WHEN} is a time from the start; with {@code +} in front, from when the
 * entity's job above was submitted; with {@code >}, from when it was done; with {@code >>}, from when the one above that was done.
 */
final class ScriptLine {
    private static final String FORM =
            "expected [NAME:] WHEN ENTITY DURATION [credits=N] [after=...] [ring=RING] [worker=QUEUED/DONE/RUN], or WHEN signal FENCE";
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern TIME = Pattern.compile("\\d{1,10}(?:\\.\\d{1,3})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,32}");
    private static final String CREDITS = "credits=";
    private static final String AFTER = "after=";
    private static final String RING = "ring=";
    private static final String WORKER = "worker=";
    private static final int WAKE_UPS = 3;
    private static final String NOT_KNOWN = "-";
    private static final int MAX_CREDITS = 1_000_000;
    private static final int MAX_AWAITED = 100;
    /** What a line says of a wake-up that it does not tell. */
    static final long UNKNOWN = -1;

    private final NodeProblems problems;
    private final int place;
    private final int indentation;
    private final String text;
    private final Matcher words;
    private String name = "";
    private String subject = "";
    private boolean relative;
    private int awaited;
    private long nanos;
    private long durationNanos;
    private int credits = 1;
    private List<String> after = List.of();
    private String ring = "";
    private final long[] wakeUps = {UNKNOWN, UNKNOWN, UNKNOWN};
    private boolean sound = true;

    /**
     * Makes a line that is not read yet.
     *
     * @param place its number in the file, from 1
     * @param indentation how many characters of the file come before it
     */
    ScriptLine(NodeProblems problems, int place, int indentation, String text) {
        this.problems = problems;
        this.place = place;
        this.indentation = indentation;
        this.text = text;
        this.words = WORD.matcher(text);
    }

    /** Reads the line; false after adding what is wrong with it. */
    boolean read() {
        String when = next();
        if (when.endsWith(":")) {
            name = when.substring(0, when.length() - 1);
            if (!NAME.matcher(name).matches()) {
                problem(when, Shown.quoted(name) + " is not a name; expected " + FieldKey.Name.LETTERS);
            }
            when = next();
        }
        readWhen(when);
        subject = next();
        if (subject.equals(ScriptReader.SIGNAL)) {
            readSignal();
            return sound;
        }
        String duration = next();
        if (duration.isEmpty()) {
            problem(subject, "this line is too short; " + FORM);
            return false;
        }
        durationNanos = time(duration, duration);
        for (String each = next(); !each.isEmpty(); each = next()) {
            readOption(each);
        }
        return sound;
    }

    private void readWhen(String when) {
        while (awaited < when.length() && when.charAt(awaited) == '>') {
            awaited++;
        }
        if (awaited > MAX_AWAITED) {
            problem(when, "'" + when + "' goes back " + awaited + " jobs; expected at most " + MAX_AWAITED);
        }
        boolean afterSubmission = when.startsWith("+");
        relative = awaited > 0 || afterSubmission;
        nanos = time(when, when.substring(afterSubmission ? 1 : awaited));
    }

    private void readSignal() {
        relationToSignal();
        subject = next();
        if (subject.isEmpty() || !next().isEmpty()) {
            problem(ScriptReader.SIGNAL, "a signal names one fence only; " + FORM);
        }
        durationNanos = -1;
    }

    private void relationToSignal() {
        if (isRelative() || !name.isEmpty()) {
            problem(ScriptReader.SIGNAL, "a signal has a time from the start, and no name; " + FORM);
        }
    }

    private void readOption(String word) {
        if (word.startsWith(CREDITS) && word.substring(CREDITS.length()).matches("[1-9][0-9]{0,6}")) {
            credits = Integer.parseInt(word.substring(CREDITS.length()));
            if (credits > MAX_CREDITS) {
                problem(word, Shown.quoted(word) + "; expected at most " + MAX_CREDITS);
            }
        } else if (word.startsWith(AFTER)) {
            after = List.of(word.substring(AFTER.length()).split(",", -1));
        } else if (word.startsWith(RING)) {
            ring = word.substring(RING.length());
        } else if (word.startsWith(WORKER)) {
            readWakeUps(word, word.substring(WORKER.length()).split("/", -1));
        } else {
            problem(word, Shown.quoted(word) + " is not understood; " + FORM);
        }
    }

    private void readWakeUps(String word, String[] times) {
        if (times.length != WAKE_UPS) {
            problem(word, "'" + word + "' has " + times.length + " times; expected three, each may be '-'; " + FORM);
            return;
        }
        for (int i = 0; i < WAKE_UPS; i++) {
            wakeUps[i] = times[i].equals(NOT_KNOWN) ? UNKNOWN : time(word, times[i]);
        }
    }

    /** A comment ends the line. */
    private String next() {
        return words.find() && !words.group().startsWith("#") ? words.group() : "";
    }

    private long time(String word, String digits) {
        if (TIME.matcher(digits).matches()) {
            long read = new BigDecimal(digits).movePointRight(3).longValueExact();
            if (read <= FieldKey.MAX_NANOS) {
                return read;
            }
        }
        problem(
                word,
                Shown.quoted(word)
                        + " is not a time; expected microseconds from 0 to 3600000000, with up to 3 decimals; " + FORM);
        return 0;
    }

    /** Adds what is wrong with a word of the line. A line has at most one problem, since others would follow from the first. */
    void problem(String word, String message) {
        if (sound) {
            problems.add(place, indentation + Math.max(0, text.indexOf(word)) + 1, message);
        }
        sound = false;
    }

    /** Returns the name of the job, or an empty text. */
    String name() {
        return name;
    }

    /** Returns the entity, or the fence to signal. */
    String subject() {
        return subject;
    }

    boolean isSignal() {
        return durationNanos < 0;
    }

    /** Tells whether its time is from the job above of its entity. */
    boolean isRelative() {
        return relative;
    }

    /** Returns which earlier job of its entity its time counts from the end of: 1 for the job above, 2 for the one above that; 0 for none. */
    int awaited() {
        return awaited;
    }

    long nanos() {
        return nanos;
    }

    long durationNanos() {
        return durationNanos;
    }

    int credits() {
        return credits;
    }

    /** Returns the ring that the job goes to, or an empty text. */
    String ring() {
        return ring;
    }

    /**
     * Returns how long the worker took to wake up after the job was queued (0) and after it was done (1), and how long it was busy after it gave
     * the job to the hardware (2); nanoseconds, or {@link #UNKNOWN}.
     */
    long wakeUpNanos(int which) {
        return wakeUps[which];
    }

    /** Returns what must have ended: jobs, jobs with {@code :run} that need only have been given to the hardware, and fences. */
    List<String> after() {
        return after;
    }
}
