package io.gpusched.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.trace.ReadingLimits;
import io.gpusched.files.trace.RecordedHistory;
import io.gpusched.files.trace.dat.DatWriter;
import io.gpusched.views.export.PerfettoWriter;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sound traces of every layout with a few things changed. Whatever comes of it, it is a recording, or problems in words: never an
 * exception. The changes know the layout, since a trace with random bytes is refused early and tests nothing.
 *
 * <p>{@code -Dgpusched.mutations=N} makes N of each layout.
 */
class MutatedTracesTest {
    private static final int MUTATIONS = Integer.getInteger("gpusched.mutations", 300);
    private static final int MOST_CHANGES = 4;
    private static final int LARGE = 20_000;
    private static final String[] NUMBERS = {
        "0",
        "1",
        "-1",
        "2147483647",
        "2147483648",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999999",
        "0x",
        "ffffffffffffffffff"
    };
    private static final String[] WORDS = {
        "",
        " ",
        ",",
        ":",
        "=",
        "[",
        "]",
        "(",
        "fence=",
        "fence=(context:",
        "dependencies:{(context:1, seqno:2)}",
        "\u001b[31m",
        "\0",
        "é",
        "<idle>-0",
        "CPU:1 [LOST 99999999999999999999 EVENTS]",
        "# entries-in-buffer/entries-written: 5/99999999999999999999   #P:4",
        "drm_sched_job_run:",
        "drm_sched_job_wait_dep: job ring=gfx, id=1, depends fence=00000000deadbeef, context=1, seq=1",
        "dma_fence_signaled:",
        "amdgpu_cs_ioctl:",
        "tracing_mark_write: B|1|x"
    };
    private static final long[] VALUES = {
        0,
        1,
        -1,
        2,
        7,
        8,
        31,
        127,
        128,
        255,
        4096,
        65_535,
        65_536,
        1 << 27,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE
    };

    /** A layout, and a small sound trace in it. */
    record Sound(String layout, byte[] bytes) {
        boolean isText() {
            return layout.startsWith("text");
        }

        @Override
        public String toString() {
            return layout;
        }
    }

    static Stream<Arguments> traces() throws IOException {
        String plain = part(Traces.resource("steamvr-new-tracefs.txt.gz"));
        String old = part(Traces.resource("steamvr-old-tracecmd.txt.bz2"));
        String raw = Files.readString(Traces.resource("trace-cmd-layouts.txt"), UTF_8)
                .split("# report -R \\(raw\\):\n", -1)[1];
        return Stream.of(
                        text("tracefs", plain),
                        text("before Linux 6.17", old),
                        text("raw", raw.substring(0, raw.indexOf("\n#") + 1)),
                        text("msm", Files.readString(Traces.resource("msm-ring0.txt"), UTF_8)),
                        text("amdgpu of 2017", part(Traces.resource("steamvr-amdgpu-2017.txt.xz"))),
                        text("perf script", Files.readString(Traces.resource("reports/a3_perf_script.txt"), UTF_8)),
                        text(
                                "device in old events",
                                Files.readString(Traces.resource("reports/a4_v5_dev_entity.txt"), UTF_8)),
                        text("marks", Files.readString(Traces.resource("reports/a1_rocket_3cores.txt"), UTF_8)),
                        new Sound("trace.dat 7", Files.readAllBytes(Traces.resource("steamvr-new-v7.dat"))),
                        new Sound("trace.dat 6", dat(plain)),
                        new Sound("Perfetto", perfetto(plain)))
                .map(Arguments::of);
    }

    private static Sound text(String name, String text) {
        return new Sound("text: " + name, text.getBytes(UTF_8));
    }

    /** Some of the lines of a long text are as good as all of them. */
    private static String part(Path file) {
        List<String> lines = TextFiles.read(Input.of(file), ReadingLimits.DEFAULTS)
                .get()
                .lines()
                .toList();
        int middle = lines.size() / 2;
        return String.join("\n", lines.subList(middle, middle + 90)) + "\n";
    }

    private static byte[] dat(String text) throws IOException {
        Workload workload = replay(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DatWriter writer = new DatWriter(bytes)) {
            Simulation.play(workload, LinuxBugs.MENDED, writer.begin("gpusched", workload));
            writer.complete();
        }
        return bytes.toByteArray();
    }

    private static Workload replay(String text) {
        return Replay.of(Traces.recording(text), ReplayOptions.DEFAULTS).workload();
    }

    private static byte[] perfetto(String text) throws IOException {
        Workload workload = replay(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PerfettoWriter writer = PerfettoWriter.ofOwnForm(bytes);
        Simulation.play(workload, LinuxBugs.MENDED, writer.begin("gpusched", workload));
        writer.complete();
        return bytes.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traces")
    void are_read_or_refused_in_words(Sound sound) {
        Random random = new Random(7);
        int read = 0;
        // A large trace takes its time.
        int mutations = sound.bytes().length > LARGE ? MUTATIONS / 10 : MUTATIONS;
        for (int i = 0; i < mutations; i++) {
            byte[] mutated = sound.isText() ? changedText(sound.bytes(), random) : changedBytes(sound.bytes(), random);
            try {
                read += isRead(mutated) ? 1 : 0;
            } catch (RuntimeException | IOException | Error e) {
                throw new AssertionError(sound.layout() + ", change " + i, e);
            }
        }
        assertThat(read).as("how many are still recordings").isGreaterThan(mutations / 50);
    }

    /** Reads a trace, and lets those who take recordings have it. */
    private static boolean isRead(byte[] bytes) throws IOException {
        Validation<Seq<Problem>, Recording> read = TraceFiles.read("mutated", new ByteArrayInputStream(bytes));
        if (read.isInvalid()) {
            assertThat(read.getError())
                    .isNotEmpty()
                    .allMatch(problem -> !problem.message().isBlank());
            return false;
        }
        Replay replay = Replay.of(read.get(), ReplayOptions.DEFAULTS);
        List<Event> events = RecordedHistory.of(read.get());
        assertThat(events)
                .hasSizeGreaterThanOrEqualTo(3 * replay.recording().jobs().size());
        return true;
    }

    private static byte[] changedText(byte[] text, Random random) {
        List<String> lines = new ArrayList<>(new String(text, UTF_8).lines().toList());
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            int place = random.nextInt(lines.size());
            String line = lines.get(place);
            switch (random.nextInt(8)) {
                case 0 -> lines.add(random.nextInt(lines.size()), line);
                case 1 -> {
                    if (lines.size() > 1) {
                        lines.remove(place);
                    }
                }
                case 2 -> lines.set(place, lines.set(random.nextInt(lines.size()), line));
                case 3, 4 -> lines.set(place, withNumber(line, random));
                case 5 -> lines.set(place, line.substring(0, random.nextInt(line.length() + 1)));
                case 6 -> lines.set(place, withWord(line, random));
                default -> lines.set(place, withTokens(line, random));
            }
        }
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }

    /** One of the line's numbers becomes another one. */
    private static String withNumber(String line, Random random) {
        List<int[]> numbers = new ArrayList<>();
        for (int i = 0; i < line.length(); i++) {
            int end = i;
            while (end < line.length() && Character.isDigit(line.charAt(end))) {
                end++;
            }
            if (end > i) {
                numbers.add(new int[] {i, end});
                i = end;
            }
        }
        if (numbers.isEmpty()) {
            return line;
        }
        int[] number = numbers.get(random.nextInt(numbers.size()));
        return line.substring(0, number[0]) + NUMBERS[random.nextInt(NUMBERS.length)] + line.substring(number[1]);
    }

    private static String withWord(String line, Random random) {
        int at = random.nextInt(line.length() + 1);
        return line.substring(0, at) + WORDS[random.nextInt(WORDS.length)] + line.substring(at);
    }

    /** Words of the line change places, or one is missing. */
    private static String withTokens(String line, Random random) {
        String[] tokens = line.split("(?<= )|(?=[,:=])", -1);
        int a = random.nextInt(tokens.length);
        int b = random.nextInt(tokens.length);
        String moved = tokens[a];
        tokens[a] = random.nextBoolean() ? tokens[b] : "";
        tokens[b] = moved;
        return String.join("", tokens);
    }

    /** Fields of one, two, four or eight bytes become extreme, bytes are missing or there twice, or the end is. */
    private static byte[] changedBytes(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 16_384));
            switch (random.nextInt(20)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 1 -> bytes = without(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)));
                case 2 -> bytes = twice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(64)));
                default -> put(bytes, at, random);
            }
        }
        return bytes;
    }

    private static void put(byte[] bytes, int at, Random random) {
        int size = 1 << random.nextInt(4);
        int aligned = at / size * size;
        if (aligned + Long.BYTES > bytes.length) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long value = VALUES[random.nextInt(VALUES.length)];
        switch (size) {
            case 1 -> buffer.put(aligned, (byte) value);
            case 2 -> buffer.putShort(aligned, (short) value);
            case 4 -> buffer.putInt(aligned, (int) value);
            default -> buffer.putLong(aligned, value);
        }
    }

    private static byte[] without(byte[] bytes, int from, int to) {
        byte[] less = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, less, from, bytes.length - to);
        return less.length == 0 ? bytes : less;
    }

    private static byte[] twice(byte[] bytes, int from, int to) {
        byte[] more = Arrays.copyOf(bytes, bytes.length + (to - from));
        System.arraycopy(bytes, from, more, to, bytes.length - from);
        return more;
    }
}
