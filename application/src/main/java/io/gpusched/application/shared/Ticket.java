package io.gpusched.application.shared;

import java.util.concurrent.CompletionStage;

/**
 * A job that was submitted to a {@link SharedDevice}. Everything here may be called from any thread, and nothing waits.
 *
 * <p>The stages complete on the writer, with no lock held. What depends on them runs there too, and the device waits for it: use the
 * {@code ...Async} forms for anything that takes time.
 */
public sealed interface Ticket permits SubmittedJob {
    /** Returns the number of the job, unique within the device, as tracepoints and events show it. */
    long id();

    /** Returns the name of the entity that it was submitted to. */
    String entity();

    /**
     * Returns a stage that completes when the job was given to the hardware. If that never happens it fails as {@link #finished} does.
     */
    CompletionStage<Ticket> scheduled();

    /**
     * Returns a stage that completes when the job has run. It fails with {@link JobFailed} if the job ended with an error or never ran,
     * and with {@link JobRefused} if it turned out that the device cannot take it. Always the same stage.
     */
    CompletionStage<Ticket> finished();

    /**
     * Asks for the job's end. One that waits never runs: its stages fail with {@link JobFailed} soon, and its place in the line is given
     * up when its turn comes. One that is on the hardware ends when and as the hardware says; a {@link Ring#of function} ends at once.
     * One that is over stays as it is.
     */
    void cancel();
}
