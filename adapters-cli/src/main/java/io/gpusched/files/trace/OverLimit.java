package io.gpusched.files.trace;

/** Says that a file asks for more than its reader may do. The message names the limit and what raises it. */
public final class OverLimit extends RuntimeException {
    /** A limit that no option raises; the message says what to do instead. */
    public OverLimit(String message) {
        super(message);
    }

    /** More bytes than are read of one file. */
    public static OverLimit ofBytes(long most) {
        return new OverLimit("this file holds more than " + size(most) + ", counted unpacked; "
                + ReadingLimits.BYTES_OPTION + " SIZE raises the limit");
    }

    /** More jobs than are kept of one trace. */
    static OverLimit ofJobs(int most) {
        return new OverLimit("this trace holds more than " + most + " jobs and dependencies; "
                + ReadingLimits.JOBS_OPTION + " N raises the limit, at some 300 bytes of memory each");
    }

    private static String size(long bytes) {
        String units = " KMGT";
        int unit = 0;
        long size = bytes;
        while (size >= 1 << 10 && size % (1 << 10) == 0 && unit < units.length() - 1) {
            size >>= 10;
            unit++;
        }
        return unit == 0 ? size + " bytes" : size + " " + units.charAt(unit) + "iB";
    }
}
