package io.gpusched.files.trace;

/**
 * Limits on the work that a file may cause its reader to do. Files come from strangers: a few kilobytes can unpack to terabytes, and a damaged count can ask
 * for more jobs than any machine holds. A reader that meets a limit stops and says which it was.
 *
 * <p>Processor time needs no limit of its own: each reader does a bounded number of steps for a byte of input.
 *
 * @param bytes the most bytes that are read of one file, counted unpacked; a temporary copy takes no more
 * @param textBytes the most bytes of a text that is held in memory as a whole: a case, a scenario or an event file
 * @param jobs the most jobs and dependencies that are kept of one trace, each some 300 bytes of memory
 */
public record ReadingLimits(long bytes, long textBytes, int jobs) {
    /** The option that raises the limits on bytes. */
    public static final String BYTES_OPTION = "--max-input";

    /** The option that raises the limit on jobs. */
    public static final String JOBS_OPTION = "--max-jobs";

    /** 1 GiB, 256 MiB of text in memory, 2,000,000 jobs. */
    public static final ReadingLimits DEFAULTS = new ReadingLimits(1L << 30, 1L << 28, 2_000_000);

    public ReadingLimits {
        if (bytes < 1 || textBytes < 1 || jobs < 1) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
    }

    /** Returns these limits with others on bytes. */
    public ReadingLimits withBytes(long most) {
        return new ReadingLimits(most, most, jobs);
    }

    /** Returns these limits with another one on jobs. */
    public ReadingLimits withJobs(int most) {
        return new ReadingLimits(bytes, textBytes, most);
    }
}
