package io.gpusched.files.trace.dat;

import io.gpusched.files.trace.ReadingLimits;

/**
 * Limits the unpacked size of all parts of a trace.dat together. The file says where its parts are, so that a few bytes
 * could have one part read over and over.
 */
final class DatBudget {
    /** trace-cmd packs some pages at a time, and the descriptions of all events take a few MiB. */
    static final int LARGEST_PACK = 1 << 26;

    private final ReadingLimits limits;
    private long left;

    DatBudget(ReadingLimits limits) {
        this.limits = limits;
        this.left = limits.bytes();
    }

    /** Takes bytes out of the budget. */
    void take(long bytes) {
        if (bytes > left) {
            throw new DatFile.Unusable("its parts come to more than " + limits.bytes() + " bytes, counted unpacked; "
                    + ReadingLimits.BYTES_OPTION + " SIZE raises the limit, unless the file is damaged");
        }
        left -= Math.max(bytes, 0);
    }
}
