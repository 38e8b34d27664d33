package io.gpusched.application.shared;

import io.gpusched.domain.fence.Errno;
import org.jspecify.annotations.Nullable;

/**
 * A job was accepted and did not run to its end. {@link Errno#ECANCELED}: cancelled, or its entity was guilty of a hang.
 * {@link Errno#ESRCH}: its entity was closed. {@link Errno#ETIMEDOUT}: it took too long. {@link Errno#ETIME}: it had not started
 * when it should have. {@link Errno#ENODEV}: the writer has ended. {@link
 * Errno#EIO}: the function failed. Anything else is what the hardware says.
 */
public final class JobFailed extends JobException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    JobFailed(Ticket ticket, Errno errno, @Nullable Throwable cause) {
        super("job " + ticket.id() + " of " + ticket.entity() + " ended with " + errno.name(), cause);
        this.errno = errno;
    }

    /** Returns the error. */
    public Errno errno() {
        return errno;
    }
}
