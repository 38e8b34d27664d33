package io.gpusched.views.html;

/**
 * Something that happened at one moment and is not a step of a job's own life.
 *
 * @param kind what it was
 * @param nanos when, from the start of the run
 * @param ring the id of the ring that it happened to, or {@link #NONE}
 * @param entity the id of the entity that it happened to, or {@link #NONE}
 * @param job the id of the job that it was about, or {@link #NONE}
 * @param text what happened, in words
 */
record PageMark(Kind kind, long nanos, int ring, int entity, long job, String text) {
    /** The id of what a mark is not about. */
    public static final int NONE = -1;

    /** What can happen. */
    public enum Kind {
        /** A timeout found that the hardware hung, and it was reset. */
        RESET,
        /** A timeout came, and the job was only slow. */
        TIMEOUT,
        /** A timeout found that the device was gone. */
        GONE,
        /** A step of a recovery began or ended. */
        RECOVERY,
        /** Submission was paused. */
        PAUSE,
        /** Submission was resumed. */
        RESUME,
        /** An entity got another priority. */
        PRIORITY,
        /** An entity was killed. */
        KILL,
        /** The hardware refused a job. */
        REFUSAL,
        /** A job was taken off the hardware, or out of the scheduler's hands. */
        CANCEL,
        /** A driver's message was processed. */
        MESSAGE
    }
}
