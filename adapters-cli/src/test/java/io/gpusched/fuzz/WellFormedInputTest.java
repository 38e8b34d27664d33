package io.gpusched.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every reader takes or refuses in words whatever well-formed input becomes by a few changes. {@code -Dgpusched.fuzz.inputs=N} makes N
 * inputs for each reader. An input that is neither is written to {@code target/findings}; it belongs into the seeds.
 */
class WellFormedInputTest {
    private static final int INPUTS = Integer.getInteger("gpusched.fuzz.inputs", 2_000);
    private static final long SEED = Long.getLong("gpusched.fuzz.seed", 1);
    private static final long[] EDGES = {
        0, 1, -1, 2, 8, 127, 255, 4_096, 65_535, 1 << 27, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE
    };

    @ParameterizedTest
    @EnumSource(names = "TRACE", mode = EnumSource.Mode.EXCLUDE)
    void is_taken_or_refused_in_words(ReaderUnderTest reader) throws IOException {
        int taken = 0;
        // The samples are long, and a run of one takes as long as twenty small cases.
        int inputs = reader == ReaderUnderTest.SCENARIO ? INPUTS / 5 : INPUTS;
        for (int i = 0; i < inputs; i++) {
            SplittableRandom random = new SplittableRandom(SEED * 1_000_003 + i);
            byte[] input = WellFormed.bytes(new FieldMutation(random).of(lines(reader, new WellFormed(random))));
            taken += isTaken(reader, input) ? 1 : 0;
        }

        assertThat(taken).as("how many were taken").isGreaterThan(inputs / 5);
    }

    private static List<String> lines(ReaderUnderTest reader, WellFormed input) throws IOException {
        return switch (reader) {
            case CASE -> input.caseLines();
            case SCENARIO -> input.scenarioLines();
            case TOKEN -> input.tokenLines();
            case EVENTS -> input.eventLines();
            case TRACE -> throw new IllegalArgumentException("made field by field");
        };
    }

    /** Every place of a trace.dat becomes every edge of one, two, four and eight bytes; in the build, every so many of them. */
    @Test
    void every_field_of_a_trace_dat_may_be_anything() throws IOException {
        byte[] sound = WellFormed.traceDat();
        // A prime, so that the places differ in everything.
        int step = INPUTS >= 100_000 ? 1 : 211;
        int number = 0;
        for (int at = 0; at + Long.BYTES <= sound.length; at++) {
            for (int size = 1; size <= Long.BYTES; size *= 2) {
                for (long edge : EDGES) {
                    if (number++ % step == 0) {
                        isTaken(ReaderUnderTest.TRACE, with(sound, at, size, edge));
                    }
                }
            }
        }
        assertThat(number / step).isGreaterThan(500);
    }

    private static byte[] with(byte[] sound, int at, int size, long value) {
        ByteBuffer bytes = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
        switch (size) {
            case 1 -> bytes.put(at, (byte) value);
            case 2 -> bytes.putShort(at, (short) value);
            case 4 -> bytes.putInt(at, (int) value);
            default -> bytes.putLong(at, value);
        }
        return bytes.array();
    }

    private static boolean isTaken(ReaderUnderTest reader, byte[] input) throws IOException {
        try {
            return reader.takes(input);
        } catch (RuntimeException | Error failure) {
            Path folder = Files.createDirectories(Path.of("target", "findings", Seeds.folder(reader)));
            Path file = Files.write(folder.resolve(Integer.toHexString(Arrays.hashCode(input))), input);
            throw new AssertionError("see " + file + "; it belongs below src/test/resources/fuzz", failure);
        }
    }
}
