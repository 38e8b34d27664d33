package io.gpusched.files.trace;

/** The content of one line of a trace, once it was read. */
sealed interface LineContent permits TraceEvent, LineContent.Other, LineContent.Odd, LineContent.WrongLayout {
    /** Lines that are in order and hold no event. */
    enum Other implements LineContent {
        BLANK,
        HEADER,
        STACK_TRACE,
        OTHER_TRACER
    }

    /**
     * A line that should not be there.
     *
     * @param column where it goes wrong, from 1
     * @param message what is wrong and what was expected
     */
    record Odd(int column, String message) implements LineContent {}

    /**
     * A line that shows that the whole file is in a layout that cannot be used.
     *
     * @param column where one can see it, from 1
     * @param message what is wrong and what to do
     */
    record WrongLayout(int column, String message) implements LineContent {}
}
