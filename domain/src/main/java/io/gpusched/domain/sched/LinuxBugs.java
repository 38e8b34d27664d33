package io.gpusched.domain.sched;

/**
 * The choice between Linux's behaviour and the right one where Linux has a bug that its own traces show. {@code docs/differences.md} lists each with the test that shows it.
 */
public enum LinuxBugs {
    /** Do as Linux does, to the byte: for conformance. */
    REPRODUCED,
    /** Do what is right: for everybody else. */
    MENDED
}
