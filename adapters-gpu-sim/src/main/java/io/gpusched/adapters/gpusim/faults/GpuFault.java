package io.gpusched.adapters.gpusim.faults;

/** What hardware may do wrong. Each says at which call it happens: the next one of its kind after it was planned. */
public enum GpuFault {
    /** The next job that is given to the hardware never completes by itself. */
    HANG,
    /** The next job is refused with EIO. */
    REFUSE,
    /** The hardware says of the next job that there is nothing to do. */
    NOTHING_TO_DO,
    /** The next job completes while it is given to the hardware. */
    COMPLETE_INSIDE_RUN,
    /** The next job fails while it is given to the hardware. */
    FAIL_INSIDE_RUN,
    /** The next job completes while it is given to the hardware, which then refuses it. */
    COMPLETE_AND_REFUSE,
    /** The next job that completes fails with EIO instead. */
    FAIL,
    /** The next job that completes does so twice. */
    COMPLETE_TWICE,
    /** The next job that completes fails right afterwards as well. */
    COMPLETE_THEN_FAIL,
    /** The next job that completes does so again when the scheduler is done with it. */
    COMPLETE_AFTER_FREE,
    /** The end of the next job is lost: it stays on the hardware. */
    LOSE_COMPLETION,
    /** The next timeout finds the device gone. */
    DEVICE_GONE,
    /** The next timeout finds that the job is slow, not hung. */
    NO_HANG,
    /** At the next timeout the job completes while the handler looks, which then says that it was slow. */
    COMPLETE_INSIDE_TIMEOUT,
    /** The next timeout resets the ring. */
    RESET,
    /** The next timeout resets the ring, and what was on it completes afterwards. */
    COMPLETE_AFTER_RESET,
    /** The next timeout ends the job with an error. */
    SIGNAL,
    /** The next call to run throws. */
    THROW_IN_RUN,
    /** The next call to free throws. */
    THROW_IN_FREE,
    /** The next call to cancel throws. */
    THROW_IN_CANCEL,
    /** The next call of the timeout handler throws. */
    THROW_IN_TIMEOUT;

    /** Tells whether the fault is an exception, which ends the device. */
    public boolean isException() {
        return switch (this) {
            case THROW_IN_RUN, THROW_IN_FREE, THROW_IN_CANCEL, THROW_IN_TIMEOUT -> true;
            default -> false;
        };
    }
}
