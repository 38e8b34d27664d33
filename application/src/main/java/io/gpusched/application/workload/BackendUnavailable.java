package io.gpusched.application.workload;

/**
 * Thrown by {@link BackendProvider#backend} if what the backend needs is not there: a driver, a device, a server. That is no bug; the message says what is
 * missing, and what to do.
 */
public final class BackendUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is missing.
     *
     * @param message one sentence without a full stop
     */
    public BackendUnavailable(String message) {
        super(message);
    }
}
