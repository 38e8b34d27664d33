package io.gpusched.application.fidelity;

/** The cause for which a job waited longer or shorter in a replay. */
public enum Cause {
    /** The job could run, and ran a little later. */
    WORKER("the recorded worker had to wake up and do its work, which takes no time here"),
    /** The job waited for the same as then, which came earlier or later. */
    FOLLOWS(
            "what it waited for came at another time: a dependency, a place on the ring, or the job before it of its client"),
    /** The client submitted earlier or later, measured from when the recording begins. */
    SUBMITTED("it, or a job that went before or after it instead, was submitted at another time"),
    /** Two jobs could run at nearly the same time. */
    CLOSE_CALL("another job could run at nearly the same time, and who was first hung on microseconds"),
    /** The job ran before or after others without such a reason. */
    ORDER(
            "others went first for a reason that the trace does not hold: a priority, another policy, a message of the driver, "
                    + "a worker that was interrupted after it had chosen"),
    /** The load balancer chose another ring. */
    OTHER_RING("it ran on another of the rings that its client uses: who submitted it chose, or the load was another"),
    /** The job had room by the limit given, and yet ran only when another one was done. */
    CREDITS_THEN(
            "it ran when another job of its ring was done, though there had been room: its credits, or the limit, were others"),
    /** The job had room when it was recorded. */
    CREDITS_HERE(
            "it waits for room on the ring, and did not when it was recorded: the limit or its credits are others"),
    /** The job was seen to wait for a fence whose signal the trace does not show. */
    UNSEEN_SIGNAL("it waited for a fence whose signal the trace does not show"),
    /** The job could run for a long time, with nothing to be seen that it waited for. */
    NOT_IN_THE_TRACE("it could run long before it did; what it waited for is not in the trace"),
    /** The ring was busy when the recording begins. */
    CUT_OFF("its ring was busy with a job that is not replayed, since the recording has only a part of it"),
    /** The ring was done with the job before one that it was given earlier. */
    OVERLAP("its ring worked on several jobs at once, and is taken to work on one after another"),
    /** The job found its ring free at another time. */
    RING("the job before it on its ring was done at another time"),
    /** The replay ended first. */
    NOT_DONE("it is not done here: what it waits for never comes");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /** Returns the cause in words, as the end of a sentence about a job. */
    public String words() {
        return words;
    }
}
