package io.gpusched.application.recording;

/**
 * The places of a job's events among all events of its recording. A trace prints its times in microseconds, so many events have the same
 * time; their places tell which came first.
 *
 * @param queued the place of its queueing
 * @param run the place of its run, not before that of its queueing
 * @param done the place of its end, not before that of its run
 */
public record Places(long queued, long run, long done) {
    public Places {
        if (queued > run || run > done) {
            throw new IllegalArgumentException(
                    "the places of a job do not decrease, as " + queued + ", " + run + ", " + done + " do");
        }
    }
}
