package io.gpusched.domain.fence;

/**
 * An error number of the kernel's, as carried by a fence. The absence of an error is {@code null}, never an {@code Errno}.
 *
 * @param number the positive number, 1 to 4095 (the kernel's {@code MAX_ERRNO})
 * @kernel include/uapi/asm-generic/errno.h
 */
public record Errno(int number) {
    /** No such entry. */
    public static final Errno ENOENT = new Errno(2);
    /** The entity that the job belonged to was killed. */
    public static final Errno ESRCH = new Errno(3);
    /** Input or output failed. */
    public static final Errno EIO = new Errno(5);
    /** The device is gone. */
    public static final Errno ENODEV = new Errno(19);
    /** An argument is out of range. */
    public static final Errno EINVAL = new Errno(22);
    /** A timer ran out before the event. */
    public static final Errno ETIME = new Errno(62);
    /** The hardware did not answer in time. */
    public static final Errno ETIMEDOUT = new Errno(110);
    /** The job was cancelled. */
    public static final Errno ECANCELED = new Errno(125);

    private static final int MAX_ERRNO = 4095;

    public Errno {
        if (number < 1 || number > MAX_ERRNO) {
            throw new IllegalArgumentException("an errno is 1 to " + MAX_ERRNO + ", not " + number);
        }
    }

    /** Returns the number as the kernel passes it around: negative. */
    public int code() {
        return -number;
    }

    /** Returns the name that C has for the number, as ENODEV; for those that the scheduler does not know, the number. */
    public String name() {
        return switch (number) {
            case 2 -> "ENOENT";
            case 3 -> "ESRCH";
            case 5 -> "EIO";
            case 19 -> "ENODEV";
            case 22 -> "EINVAL";
            case 62 -> "ETIME";
            case 110 -> "ETIMEDOUT";
            case 125 -> "ECANCELED";
            default -> "errno " + number;
        };
    }

    @Override
    public String toString() {
        return name();
    }
}
