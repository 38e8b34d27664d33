package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;

/** A job was refused by the device after {@link SharedEntity#submit} had returned. It has not run and will not. */
public final class JobRefused extends JobException {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    JobRefused(Rejection rejection) {
        super(rejection.reason(), null);
        this.rejection = rejection;
    }

    /** Returns why. */
    public Rejection rejection() {
        return rejection;
    }
}
