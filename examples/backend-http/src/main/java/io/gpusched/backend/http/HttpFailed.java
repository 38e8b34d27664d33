package io.gpusched.backend.http;

/** A request that the API did not do. */
public final class HttpFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    HttpFailed(HttpWork work, int status) {
        super(work.path() + " was answered with " + status);
        this.status = status;
    }

    /** Returns the status of HTTP. */
    public int status() {
        return status;
    }
}
