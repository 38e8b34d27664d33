package io.gpusched.views.html;

import io.gpusched.application.event.FenceName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the time from when a job was queued until it was done.
 *
 * @param kind what the job did meanwhile
 * @param nanos how long, more than 0
 * @param jobs the jobs that it was about, in order, at most {@link #MOST_JOBS} of them
 * @param count how many jobs it was about
 * @param fence the fence that was waited for, or null
 * @param key where its entity stood in its run queue, or null if that does not matter or is not known
 */
public record WaitView(
        Kind kind,
        long nanos,
        List<Long> jobs,
        int count,
        @Nullable FenceName fence,
        @Nullable Long key) {
    /** How many jobs are named; a job at the end of a long queue waits for hundreds. */
    static final int MOST_JOBS = 6;

    public WaitView {
        jobs = List.copyOf(jobs);
    }

    /** What a job does. */
    public enum Kind {
        /** An earlier job of its entity has not gone to the hardware. */
        OWN("own", "behind its own entity's jobs"),
        /** It waits for what it depends on. */
        DEPENDENCY("dependency", "for a dependency"),
        /** It waits for credits. */
        CREDITS("credits", "for credits"),
        /** It could run, and others were chosen. */
        TURN("turn", "lost to other entities"),
        /** It waits because submission is paused. */
        PAUSED("paused", "while paused"),
        /** It is on the ring, behind other jobs. */
        RING("ring", "on the ring, behind other jobs"),
        /** It waits for a reset, or ran in vain because of one. */
        RESET("reset", "for a reset"),
        /** The ring worked on it until its timeout, and that was a hang. */
        HUNG("hung", "hung"),
        /** Its entity was killed. */
        KILLED("killed", "killed"),
        /** Its device is gone. */
        GONE("gone", "the device is gone"),
        /** Nothing is in its way, and the worker of its scheduler has not run yet. */
        WORKER("worker", "for the worker"),
        /** The ring works on it. */
        WORK("work", "running");

        private final String id;
        private final String words;

        Kind(String id, String words) {
            this.id = id;
            this.words = words;
        }

        /** Returns the word by which the page knows it. */
        String id() {
            return id;
        }

        /** Returns what it is, for a legend. */
        String words() {
            return words;
        }
    }
}
