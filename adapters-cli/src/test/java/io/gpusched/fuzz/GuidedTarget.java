package io.gpusched.fuzz;

/** What Jazzer calls with each of its inputs. */
public final class GuidedTarget {
    /** The system property that names the {@link ReaderUnderTest}. */
    static final String READER = "gpusched.fuzz.reader";

    private static final ReaderUnderTest CHOSEN = ReaderUnderTest.valueOf(System.getProperty(READER, "CASE"));

    private GuidedTarget() {}

    /** Lets the reader have an input; an exception is a finding. */
    public static void fuzzerTestOneInput(byte[] input) {
        CHOSEN.takes(input);
    }
}
