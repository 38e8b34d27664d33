package io.gpusched.application.insight;

/** How far a job came. */
public enum JobStage {
    /** In its entity's queue. */
    QUEUED,
    /** Given to the hardware, behind others. */
    ON_RING,
    /** The ring works on it. */
    RUNNING,
    /** The ring worked on it until its device was gone. */
    STOPPED,
    /** It has ended, whatever became of it. */
    ENDED
}
