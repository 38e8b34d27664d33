package io.gpusched.views.export;

import java.util.List;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;

/**
 * What a file shows, whatever its form; each thing in words, so that two can be compared and a difference read. Times are nanoseconds.
 *
 * @param slices process, track, name, from, to
 * @param counts process, counter, time, value
 * @param marks process, name, time
 * @param arrows ids of arrows, with the slices that they begin and end at
 */
record Drawing(List<String> slices, List<String> counts, List<String> marks, TreeMap<Long, String> arrows) {
    static String slice(String process, String track, String name, long from, long to) {
        return process + " | " + track + " | " + name + " | " + from + " - " + to;
    }

    static String count(String process, String counter, long nanos, double value) {
        return process + " | " + counter + " | " + nanos + " | " + value;
    }

    static String mark(String process, String name, long nanos) {
        return process + " | " + name + " | " + nanos;
    }

    /** Requires two files to show the same. */
    void requireSame(Drawing other) {
        SoftAssertions.assertSoftly(both -> {
            both.assertThat(other.slices).containsExactlyInAnyOrderElementsOf(slices);
            both.assertThat(other.counts).containsExactlyInAnyOrderElementsOf(counts);
            both.assertThat(other.marks).containsExactlyInAnyOrderElementsOf(marks);
            both.assertThat(other.arrows).isEqualTo(arrows);
        });
    }
}
