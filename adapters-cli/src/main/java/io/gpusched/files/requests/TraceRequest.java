package io.gpusched.files.requests;

/**
 * One request of a trace.
 *
 * @param atNanos when it came, from the first request on
 * @param tenant whose it was; empty if the trace does not say
 * @param input how many tokens it brought
 * @param output how many tokens were made for it
 * @param recordedNanos how long it took where it was recorded; {@link #UNKNOWN} if the trace does not say
 */
public record TraceRequest(long atNanos, String tenant, long input, long output, long recordedNanos) {
    /** The {@link #recordedNanos} of a request whose time was not recorded. */
    public static final long UNKNOWN = -1;
}
