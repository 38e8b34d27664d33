package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;

/** A job was refused by the device after {@link SharedEntity#submit} had returned. It has not run and will not. */
public final class JobRefused extends RuntimeException {
    private final transient Rejection rejection;

    JobRefused(Rejection rejection) {
        super(rejection.reason(), null, true, false);
        this.rejection = rejection;
    }

    /** Returns why. */
    public Rejection rejection() {
        return rejection;
    }
}
