package io.gpusched.application.recording;

import java.util.List;

/**
 * Reports what was read to make a {@link Recording}, and what was left out. Nothing is left out without a count here.
 *
 * @param lines lines of text, or records of a binary trace
 * @param firstNanos the time of the first event
 * @param lastNanos the time of the last event
 * @param completeFromNanos from when on all CPUs were recorded; {@link #firstNanos} if nothing says otherwise
 * @param events the kinds of events, in the order in which they first appear
 * @param skipped the lines that were skipped
 * @param cutOff the jobs that were not taken
 * @param lostEvents events that the tracer says it lost, as far as it tells how many
 * @param losses how often the tracer says that it lost events
 * @param clockInversions how often an event was a little older than the one before
 * @param largestInversionNanos the largest of these steps back
 * @param marksLeftOut user marks beyond those that were kept
 */
public record ReadingReport(
        long lines,
        long firstNanos,
        long lastNanos,
        long completeFromNanos,
        List<Kind> events,
        List<Skipped> skipped,
        List<CutOff> cutOff,
        long lostEvents,
        long losses,
        long clockInversions,
        long largestInversionNanos,
        long marksLeftOut) {
    public ReadingReport {
        events = List.copyOf(events);
        skipped = List.copyOf(skipped);
        cutOff = List.copyOf(cutOff);
    }

    /**
     * A kind of event.
     *
     * @param name its name in the trace
     * @param count how many were seen
     * @param used whether jobs or marks are made from them
     */
    public record Kind(String name, long count, boolean used) {}

    /**
     * Lines that were skipped for one cause.
     *
     * @param count how many
     * @param firstLine the number of the first, from 1
     * @param firstText the first, cut if it is long
     */
    public record Skipped(SkipCause cause, long count, long firstLine, String firstText) {}

    /** Why nothing was made of a line. */
    public enum SkipCause {
        BLANK("blank"),
        HEADER("header or comment"),
        STACK_TRACE("stack trace"),
        OTHER_TRACER("line of a function tracer, not an event"),
        NOT_AN_EVENT("not a line of a trace"),
        WRONG_FIELDS("event with fields that cannot be read"),
        REPEATED("event that a job has already had"),
        TOO_LONG("line that is too long"),
        CUT_SHORT("last line, which has no end"),
        NO_EVENT_FORMAT("record of an event that the file does not describe");

        private final String words;

        SkipCause(String words) {
            this.words = words;
        }

        /** Returns what to call such a line. */
        public String words() {
            return words;
        }

        /** Tells whether such lines are none in a sound trace. */
        public boolean isOdd() {
            return switch (this) {
                case BLANK, HEADER, STACK_TRACE, OTHER_TRACER, NO_EVENT_FORMAT -> false;
                case NOT_AN_EVENT, WRONG_FIELDS, REPEATED, TOO_LONG, CUT_SHORT -> true;
            };
        }
    }

    /**
     * Jobs that were not taken, for one cause.
     *
     * @param count how many
     * @param first what the first of them is called
     */
    public record CutOff(CutOffCause cause, long count, String first) {}

    /** Why a job was not taken. */
    public enum CutOffCause {
        /** It was queued before the recording began, or by the kernel where the driver's own events do not show that. */
        NOT_SEEN_QUEUED("its queueing was not recorded"),
        /** The recording ended first. */
        NOT_DONE_AT_THE_END("the recording ended before it was done"),
        /** One of its events is missing although later jobs of its entity have theirs. */
        EVENT_LOST("one of its events was lost"),
        /** It is whole, but others of that time are not. */
        BEFORE_ALL_CPUS("it was queued before all CPUs were recorded");

        private final String words;

        CutOffCause(String words) {
            this.words = words;
        }

        /** Returns the cause in words. */
        public String words() {
            return words;
        }
    }
}
