package io.gpusched.files.trace.dat;

/**
 * The layout of a trace.dat, shared by reader and writer.
 *
 * @kernel struct buffer_data_page, struct ring_buffer_event
 */
final class DatLayout {
    /** What every version begins with. */
    static final String MAGIC = "\u0017\bDtracing";

    /** The version that is written; a later one can be read as well. */
    static final String VERSION = "6";

    static final String HEADER_PAGE = "header_page";
    static final String HEADER_EVENT = "header_event";

    /** In front of the options; in the file it is as long as {@link #RECORDS}, the byte 0 at its end included. */
    static final String OPTIONS = "options  ";

    /** In front of the places of the pages. */
    static final String RECORDS = "flyrecord";

    static final int SECTION_NAME = 10;

    /** A record begins with a word: its type in so many bits, and the time since the one before in the others. */
    static final int TYPE_BITS = 5;

    static final int DELTA_BITS = 27;
    static final int DELTA_MASK = (1 << DELTA_BITS) - 1;

    /** Up to this type it is the record's length, in words; type 0 has the length in a word of its own. */
    static final int LONGEST_SMALL_RECORD = 28;

    static final int PADDING = 29;
    static final int TIME_EXTENSION = 30;

    private DatLayout() {}
}
