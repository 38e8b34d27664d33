package io.gpusched.backend.opencl;

/** A call of OpenCL that returned an error. */
public final class OpenClFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    OpenClFailed(String call, int status) {
        super(call + " returned " + status + "; cl.h says what that means");
        this.status = status;
    }

    /** Returns the error of OpenCL, a negative number of {@code cl.h}. */
    public int status() {
        return status;
    }
}
