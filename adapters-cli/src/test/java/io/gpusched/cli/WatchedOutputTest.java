package io.gpusched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WatchedOutputTest {
    private static String troubleOf(String reason) {
        WatchedOutput watched = new WatchedOutput(new OutputStream() {
            @Override
            public void write(int each) throws IOException {
                throw new IOException(reason);
            }
        });
        PrintStream out = new PrintStream(watched, false, StandardCharsets.UTF_8);
        out.println("lost");
        out.flush();
        return String.valueOf(watched.trouble());
    }

    @Test
    void tells_why_nothing_could_be_written() {
        assertThat(troubleOf("No space left on device")).isEqualTo("No space left on device");
    }

    @Test
    void says_nothing_of_a_reader_that_has_seen_enough() {
        assertThat(troubleOf("Broken pipe")).isEqualTo("null");
    }
}
