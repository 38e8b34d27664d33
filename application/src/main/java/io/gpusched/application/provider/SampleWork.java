package io.gpusched.application.provider;

/**
 * What the contract kit asks a backend to make a payload for. A backend returns null for what its hardware cannot be told to do; then the tests that
 * need it are skipped. Only {@link #WORK} must be there.
 */
public enum SampleWork {
    /** Succeeds, in a time that is much shorter than the timeout; the first time and each time that it is run again. */
    WORK("work that succeeds soon"),
    /** Succeeds, takes clearly longer than {@link #WORK}, and ends before the timeout. */
    LONG_WORK("work that succeeds and takes longer than other work"),
    /** Runs, and ends with an error each time. */
    FAILING("work that ends with an error"),
    /** Is not taken: {@code run} returns {@code Launch.Refused}. */
    REFUSED("work that is refused by run"),
    /** Needs no run: {@code run} returns {@code Launch.Accepted.NOTHING}. */
    NOTHING("work that needs no run"),
    /** Does not end by itself, each time that it is run, until the timeout handler or a cancel ends it. */
    HANGING("work that never ends by itself"),
    /** Does not end by itself when it is run first, and succeeds when it is run again after a reset. */
    HANGING_ONCE("work that hangs the first time only"),
    /** Takes longer than the timeout and is judged slow: the verdict is {@code NO_HANG}, and later it succeeds. */
    SLOW("work that takes longer than the timeout, and is not judged hung"),
    /** Waits for a fence of the hardware's own before it is run, and then succeeds. */
    PREPARED("work for which prepare returns a fence"),
    /** Loses the device: the verdict at its timeout is {@code ENODEV}, or it ends with {@code ENODEV}. */
    LOSES_DEVICE("work at which the device is lost");

    private final String words;

    SampleWork(String words) {
        this.words = words;
    }

    /** Returns what it does, in a few words without a full stop. */
    public String words() {
        return words;
    }
}
