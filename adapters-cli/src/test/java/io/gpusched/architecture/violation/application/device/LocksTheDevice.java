package io.gpusched.architecture.violation.application.device;

/** The device has a second lock. */
public final class LocksTheDevice {
    private int jobs;

    synchronized void submit() {
        jobs++;
    }

    @Override
    public String toString() {
        return jobs + " jobs";
    }
}
