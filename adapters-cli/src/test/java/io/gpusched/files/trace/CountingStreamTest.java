package io.gpusched.files.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams that are counted while they are read. */
final class CountingStreamTest {
    private static InputStream bytes(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }

    @Test
    void a_limited_stream_ends_with_an_exception_where_it_is_too_long() throws IOException {
        assertThat(CountingStream.limited(bytes(10), 10).readAllBytes()).hasSize(10);
        assertThatExceptionOfType(OverLimit.class)
                .isThrownBy(() -> CountingStream.limited(bytes(11), 10).readAllBytes());
    }

    @Test
    void single_bytes_count_as_well() throws IOException {
        InputStream in = CountingStream.limited(bytes(2), 1);
        assertThat(in.read()).isZero();

        assertThatExceptionOfType(OverLimit.class).isThrownBy(in::read);
    }

    @Test
    void a_reporting_stream_reports_each_mebibyte_and_the_end_once() throws IOException {
        int size = 3 * (1 << 20) + 5;
        List<Long> reported = new ArrayList<>();
        InputStream in = CountingStream.reporting(bytes(size), size, (read, all) -> reported.add(read));

        assertThat(in.readAllBytes()).hasSize(size);
        assertThat(in.read()).isNegative();

        assertThat(reported)
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith((long) size)
                .hasSizeLessThanOrEqualTo(4);
    }
}
