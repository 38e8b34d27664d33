package io.gpusched.cli.duel;

/** What is worse for a client under one policy than under another. A frame is the jobs that a client queues at one time, with those that wait for them. */
public enum DuelMeasure {
    /** The mean time of a frame, from when its first job is queued until its last is done. */
    FRAME("frame time"),
    /** The 99th percentile of the times of the frames. */
    P99("99th percentile of frame times"),
    /** The time from when the client's first job is queued until its last is done. */
    FINISH("time to finish"),
    /** The time that the machine takes for all jobs of all clients. */
    THROUGHPUT("time for all jobs"),
    /** The part of the ring's time that the client has until one of the clients is through with its jobs. */
    SHARE("share of the ring");

    private final String words;

    DuelMeasure(String words) {
        this.words = words;
    }

    /** Returns what is measured, in words. */
    public String words() {
        return words;
    }
}
