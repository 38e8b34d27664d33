package io.gpusched.backend.opencl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A table of what the device measured, a line for each job. May be used on any thread. */
final class TimesFile {
    private static final String HEAD = "job,ring,kernel,size,started_ns,ended_ns,waited_ns,worked_ns\n";

    private final Path path;

    /**
     * Begins a table; one that was there is replaced.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    TimesFile(Path path) {
        this.path = path;
        try {
            Files.writeString(path, HEAD);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Adds a job.
     *
     * @param givenNanos when the ring was given the job, on the writer's clock; the times of the device are put on that clock
     */
    synchronized void add(long job, String ring, OpenClWork work, long givenNanos, DeviceTimes times) {
        long started = givenNanos + times.waitedNanos();
        String line = job + "," + ring + "," + work.kernel().word() + "," + work.size() + "," + started + ","
                + (started + times.workedNanos()) + "," + times.waitedNanos() + "," + times.workedNanos() + "\n";
        try {
            Files.writeString(path, line, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
