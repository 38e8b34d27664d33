package io.gpusched.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever was found once is taken or refused in words. */
class SeedsTest {
    @ParameterizedTest
    @EnumSource
    void are_taken_or_refused_in_words(ReaderUnderTest reader) throws IOException {
        List<Path> seeds = Seeds.files(reader);

        int taken = 0;
        for (Path each : seeds) {
            taken += reader.takes(Files.readAllBytes(each)) ? 1 : 0;
        }

        assertThat(taken).as("of %d", seeds.size()).isPositive();
    }
}
