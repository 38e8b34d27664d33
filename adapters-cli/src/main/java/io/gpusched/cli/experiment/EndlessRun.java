package io.gpusched.cli.experiment;

/** A workload did not come to an end within the steps that its jobs can need: one of them times out again and again. */
public final class EndlessRun extends RuntimeException {
    /**
     * Says where a run was given up.
     *
     * @param steps how many steps it took
     * @param nanos the time on its clock, in nanoseconds
     */
    EndlessRun(long steps, long nanos) {
        super("the run does not come to an end: after " + steps + " steps its clock is at " + nanos
                + " ns, and it goes on; give the workload an earlier end ('until' in a case, 'duration' in a scenario), or "
                + "let timeouts end jobs");
    }
}
