package io.gpusched.testkit.contract;

import io.gpusched.application.port.Hardware;
import org.jspecify.annotations.Nullable;

/** Hardware under test, a writer for its device, and what to give it. What it cannot be told to do it returns null for, as the
 * defaults do; those tests are skipped. */
public interface HardwareRig extends AutoCloseable {
    /** Returns the writer of the device. */
    WriterRig writer();

    /** Returns the hardware, always the same. */
    Hardware hardware();

    /** Returns a time in nanoseconds that is longer than {@link #work} takes on idle hardware, and short enough to wait for. */
    long timeoutNanos();

    /** Returns the payload of a job that succeeds. */
    Object work();

    /** Returns the payload of a job that fails on the hardware, or null. */
    default @Nullable Object failingWork() {
        return null;
    }

    /** Returns the payload of a job that the hardware refuses to run, or null. */
    default @Nullable Object refusedWork() {
        return null;
    }

    /** Returns the payload of a job that does not complete by itself until it is timed out, or null. */
    default @Nullable Object hangingWork() {
        return null;
    }

    /** Frees what the hardware and the writer hold. */
    @Override
    void close();
}
