package io.gpusched.cli.report.html;

/**
 * A part of the time from when a job was queued until it was done.
 *
 * @param kind what the job did meanwhile
 * @param nanos how long, not negative
 * @param entity the id of the entity that it waited for, or {@link Mark#NONE}
 * @param text what it waited for, in words
 */
public record WaitView(Kind kind, long nanos, int entity, String text) {
    /** What a job does. */
    public enum Kind {
        /** It waits for what it depends on. */
        DEPENDENCY("dependency", "for a dependency"),
        /** It waits for credits. */
        CREDITS("credits", "for credits"),
        /** It waits for its turn. */
        TURN("turn", "for its turn"),
        /** It is on the hardware, behind other jobs. */
        RING("ring", "on the hardware, behind other jobs"),
        /** It waits because submission is paused. */
        PAUSED("paused", "while paused"),
        /** It hung, or ran again after a reset. */
        RESET("reset", "for a reset"),
        /** The ring works on it. */
        WORK("work", "on the ring");

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
