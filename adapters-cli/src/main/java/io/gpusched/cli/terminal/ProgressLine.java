package io.gpusched.cli.terminal;

import io.gpusched.views.text.Screen;
import io.gpusched.words.Shown;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far long work has come: in one line of stderr, in place, with rate and time left. It shows nothing for the first
 * {@link #QUIET_NANOS}, and nothing if stderr is not a terminal. Closing removes the line. Used by one thread at a time.
 */
public final class ProgressLine implements AutoCloseable {
    /** How long work may take before its progress is shown, in nanoseconds. */
    public static final long QUIET_NANOS = 500_000_000;

    /** How long a line stands at least, in nanoseconds. */
    static final long REFRESH_NANOS = 100_000_000;

    /** An amount that nobody knows. */
    public static final long UNKNOWN = -1;

    private static final String ERASE = "\r\033[K";

    private final String what;
    private final Amount amount;
    private final @Nullable PrintStream err;
    private final int columns;
    private final LongSupplier clock;
    private final long beginNanos;
    private long limitNanos = UNKNOWN;
    private long dueNanos;
    private boolean visible;
    private String note = "";

    private ProgressLine(String what, Amount amount, @Nullable PrintStream err, int columns, LongSupplier clock) {
        this.what = Shown.of(what);
        this.amount = amount;
        this.err = err;
        this.columns = columns;
        this.clock = clock;
        this.beginNanos = clock.getAsLong();
        this.dueNanos = beginNanos + QUIET_NANOS;
    }

    /**
     * Begins to watch work.
     *
     * @param what is being done, in words such as {@code reading a.dat}
     * @param amount what is counted
     * @param err a terminal
     * @param columns how wide it is
     * @param clock the time in nanoseconds, from whatever origin
     */
    public static ProgressLine on(PrintStream err, int columns, LongSupplier clock, String what, Amount amount) {
        return new ProgressLine(what, amount, err, columns, clock);
    }

    /** Returns what shows nothing. */
    public static ProgressLine none() {
        return new ProgressLine("", Amount.of(""), null, Screen.USUAL_COLUMNS, () -> 0);
    }

    /** Tells whether anything will ever be shown; if not, nobody needs to count. */
    public boolean isShown() {
        return err != null;
    }

    /** Says that the work ends after a time, however far it has come. Returns itself. */
    public ProgressLine within(long nanos) {
        if (err != null) {
            limitNanos = nanos;
        }
        return this;
    }

    /** Says what else to show behind the figures, such as how good the result is so far; nothing if it is empty. */
    public void note(String text) {
        note = Shown.of(text);
    }

    /** Says how far the work has come; nobody knows how far it has to go. */
    public void at(long done) {
        at(done, UNKNOWN);
    }

    /**
     * Says how far the work has come.
     *
     * @param done how much is done, not negative
     * @param all how much there is to do, or {@link #UNKNOWN}
     */
    public void at(long done, long all) {
        if (err == null) {
            return;
        }
        long now = clock.getAsLong();
        if (now - dueNanos >= 0) {
            dueNanos = now + REFRESH_NANOS;
            show(fitted(figures(done, all, Math.max(now - beginNanos, 1))));
        }
    }

    private void show(String text) {
        if (err != null) {
            err.print(ERASE + text);
            err.flush();
            visible = true;
        }
    }

    /** Takes the line away until there is more to say, so that other text can be written. */
    public void erase() {
        if (visible && err != null) {
            err.print(ERASE);
            err.flush();
            visible = false;
        }
    }

    @Override
    public void close() {
        erase();
    }

    private String figures(long done, long all, long tookNanos) {
        double perSecond = done * 1e9 / tookNanos;
        StringBuilder text = new StringBuilder();
        if (all > 0) {
            text.append(Math.min(100 * done / all, 100)).append(" %, ");
        }
        text.append(amount.number(done));
        if (all > 0) {
            text.append(" of ").append(amount.number(all));
        }
        text.append(' ')
                .append(amount.unit())
                .append(", ")
                .append(amount.rate(perSecond))
                .append(" a second");
        double left = secondsLeft(done, all, perSecond, tookNanos);
        if (left < Double.POSITIVE_INFINITY) {
            text.append(", ").append(duration(Math.round(left))).append(" left");
        }
        if (!note.isEmpty()) {
            text.append(", ").append(note);
        }
        return text.toString();
    }

    private double secondsLeft(long done, long all, double perSecond, long tookNanos) {
        double byAmount = all > 0 && done > 0 ? Math.max(all - done, 0) / perSecond : Double.POSITIVE_INFINITY;
        double byTime = limitNanos >= 0 ? Math.max(limitNanos - tookNanos, 0) / 1e9 : Double.POSITIVE_INFINITY;
        return Math.min(byAmount, byTime);
    }

    private static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d min", minutes, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d h", minutes / 60, minutes % 60);
    }

    /** A line that reached the last column would wrap, and could not be taken away. What is being done is cut first. */
    private String fitted(String figures) {
        int room = columns - 1;
        int forWhat = room - figures.length() - 2;
        if (what.length() <= forWhat) {
            return what + ": " + figures;
        }
        return forWhat < 4
                ? figures.substring(0, Math.min(figures.length(), room))
                : what.substring(0, forWhat - 3) + "...: " + figures;
    }
}
