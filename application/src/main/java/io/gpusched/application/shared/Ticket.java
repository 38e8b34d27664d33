package io.gpusched.application.shared;

import java.util.concurrent.CompletionStage;

/**
 * A job that was submitted to a {@link SharedDevice}. Everything here may be called from any thread, and nothing waits.
 *
 * <p>Callbacks of the stages run on the writer, with no lock held, however late they are attached, and the device waits for them: use the
 * {@code ...Async} forms for anything that takes time, or name an executor with {@link SharedDevice.Builder#callbacks}. After the writer has
 * ended they run on the thread that attaches them.
 */
public sealed interface Ticket permits SubmittedJob, Call {
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
     * Asks for the job's end. One that waits never runs: its stages fail with {@link JobFailed}, and it leaves the queue and the memory, as
     * soon as the writer comes to it. One that is on the hardware ends when and as the hardware says; a {@link Ring#of function} ends at once,
     * and gives its credit back at once unless the ring {@linkplain Ring#holdUntilReleased holds} it. One that is over stays as it is.
     */
    void cancel();
}
