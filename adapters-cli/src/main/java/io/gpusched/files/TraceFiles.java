package io.gpusched.files;

import io.gpusched.application.recording.ReadingReport.CutOff;
import io.gpusched.application.recording.Recording;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.problem.Trouble;
import io.gpusched.files.trace.Compression;
import io.gpusched.files.trace.CountingStream;
import io.gpusched.files.trace.Lines;
import io.gpusched.files.trace.OverLimit;
import io.gpusched.files.trace.ReadingLimits;
import io.gpusched.files.trace.ReadingProgress;
import io.gpusched.files.trace.Reconstruction;
import io.gpusched.files.trace.SchedulerEvents;
import io.gpusched.files.trace.Tally;
import io.gpusched.files.trace.TemporaryCopy;
import io.gpusched.files.trace.TraceText;
import io.gpusched.files.trace.dat.DatFile;
import io.gpusched.files.trace.perfetto.PerfettoFile;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Reads recorded traces of the kernel's GPU scheduler: text as tracefs, {@code trace-cmd report} or {@code perf script} prints it,
 * trace.dat, or a trace of Perfetto, packed or not. What a file is shows in its content, never in its name.
 */
public final class TraceFiles {
    /** How to make a recording, for people. */
    public static final String RECIPE = """
            trace-cmd record -e gpu_scheduler -e dma_fence -C mono -b 20000 sleep 10; trace-cmd report -t > t.txt
            or: echo 1 > /sys/kernel/tracing/events/gpu_scheduler/enable; cat /sys/kernel/tracing/trace_pipe > t.txt""";

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_MAGIC = 16;
    private static final int BEGINNING = 1 << 15;
    static final String NOT_A_FILE =
            "is a device or a pipe; expected a file. To read from a program, pipe it to standard input and give '-'";

    private TraceFiles() {}

    /**
     * Reads a trace, within the limits that are the default.
     *
     * @param file the trace
     * @param progress told how far reading has come
     * @return what was recorded, with a report of what was left out; or everything that makes the file unusable
     */
    public static Validation<Seq<Problem>, Recording> read(Path file, ReadingProgress progress) {
        return read(Input.of(file), ReadingLimits.DEFAULTS, progress);
    }

    /**
     * Reads a trace.
     *
     * @param input the trace
     * @param limits how much it may make the reader do
     * @param progress told how far reading has come
     * @return what was recorded, with a report of what was left out; or everything that makes the file unusable
     */
    public static Validation<Seq<Problem>, Recording> read(
            Input input, ReadingLimits limits, ReadingProgress progress) {
        Path file = input.content();
        if (Files.isDirectory(file)) {
            return invalid(input.name(), "is a folder; expected a file with a trace");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return invalid(input.name(), NOT_A_FILE);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Reading reading = new Reading(input.name(), limits, progress);
            return isTraceDat(in)
                    ? reading.traceDat(file)
                    : reading.stream(CountingStream.reporting(in, Files.size(file), progress));
        } catch (NoSuchFileException missing) {
            return invalid(input.name(), "there is no such file");
        } catch (IOException e) {
            return invalid(input.name(), "cannot be read: " + Trouble.reason(e));
        }
    }

    /**
     * Tells whether a file is a trace, and not a case or something else, packed or not.
     *
     * @return false also if the file cannot be read
     */
    public static boolean looksLikeTrace(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (Compression.of(in) == Compression.ZIP) {
                return true;
            }
            byte[] beginning = new Lines(unpacked(in)).peek();
            return DatFile.begins(beginning)
                    || PerfettoFile.begins(beginning)
                    || OtherFile.begins(beginning)
                    || new String(beginning, StandardCharsets.UTF_8).lines().anyMatch(TraceText::isTrace);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Reads a trace from a stream, which is not closed, within the limits that are the default.
     *
     * @param name what to call it in messages
     * @return what was recorded, or everything that makes the stream unusable
     */
    public static Validation<Seq<Problem>, Recording> read(String name, InputStream in) throws IOException {
        return new Reading(name, ReadingLimits.DEFAULTS, (read, all) -> {}).stream(in);
    }

    /** The reading of one trace. */
    private static final class Reading {
        private final String name;
        private final ReadingLimits limits;
        private final ReadingProgress progress;
        private final Tally tally;
        private final SchedulerEvents events;
        private final TraceText text;
        private boolean binary;

        Reading(String name, ReadingLimits limits, ReadingProgress progress) {
            this.name = name;
            this.limits = limits;
            this.progress = progress;
            this.tally = new Tally(name);
            this.events = new SchedulerEvents(limits.jobs());
            this.text = new TraceText(tally, events);
        }

        Validation<Seq<Problem>, Recording> stream(InputStream in) throws IOException {
            try {
                InputStream unpacked = unpacked(in);
                if (isTraceDat(unpacked)) {
                    return packedTraceDat(unpacked);
                }
                read(new BufferedInputStream(CountingStream.limited(unpacked, limits.bytes()), BUFFER));
            } catch (Compression.UnpackFirst packed) {
                return invalid(name, packed.advice());
            } catch (OverLimit over) {
                return invalid(name, String.valueOf(over.getMessage()));
            } catch (IOException damaged) {
                tally.fatal("reading ends after " + tally.lines()
                        + " lines, since the packed data is damaged or cut short: " + damaged.getMessage());
            }
            return recording();
        }

        private void read(InputStream in) throws IOException {
            in.mark(BEGINNING);
            byte[] beginning = in.readNBytes(BEGINNING);
            in.reset();
            String other = OtherFile.of(beginning);
            if (!other.isEmpty()) {
                tally.fatal(other);
            } else if (PerfettoFile.begins(beginning)) {
                binary = true;
                new PerfettoFile(tally, text, limits).read(in);
            } else if (isBinary(beginning)) {
                tally.fatal("this is neither text nor a trace.dat nor a trace of Perfetto; "
                        + "expected what 'trace-cmd report' prints");
            } else {
                text.read(new Lines(in));
            }
        }

        /** A trace.dat is read here and there, so that a packed one is unpacked to a file that is gone afterwards. */
        private Validation<Seq<Problem>, Recording> packedTraceDat(InputStream unpacked) throws IOException {
            try (TemporaryCopy copy = TemporaryCopy.create()) {
                InputStream limited = CountingStream.limited(unpacked, Math.min(limits.bytes(), Integer.MAX_VALUE));
                Files.copy(limited, copy.file(), StandardCopyOption.REPLACE_EXISTING);
                return traceDat(copy.file());
            }
        }

        /** Reads a trace.dat in place, so that the heap need not hold it. */
        Validation<Seq<Problem>, Recording> traceDat(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(file)) {
                binary = true;
                long size = channel.size();
                if (size > Integer.MAX_VALUE) {
                    return invalid(
                            name,
                            "this trace.dat is larger than 2 GiB; print it with 'trace-cmd report' and read that");
                }
                ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
                new DatFile(mapped, tally, text, limits, progress).read();
                progress.read(size, size);
                return tally.hasFatal() ? Validation.invalid(Vector.ofAll(tally.problems())) : recording();
            } catch (OverLimit over) {
                return invalid(name, String.valueOf(over.getMessage()));
            } catch (InternalError gone) {
                return invalid(name, "this file became shorter while it was read; read it when it is complete");
            }
        }

        private Validation<Seq<Problem>, Recording> recording() {
            if (!tally.hasFatal()) {
                requireEvents();
            }
            List<Problem> problems = tally.problems();
            if (!problems.isEmpty()) {
                return Validation.invalid(Vector.ofAll(problems));
            }
            Recording recording = new Reconstruction(events.jobs(), tally).recording();
            if (recording.jobs().isEmpty()) {
                return Validation.invalid(Vector.of(Problem.ofFile(
                        name,
                        "no job of this recording is whole:" + causes(recording) + useless()
                                + "; record for longer, with\n" + RECIPE)));
            }
            return Validation.valid(recording);
        }

        private void requireEvents() {
            if (tally.lines() == 0 && binary) {
                tally.fatal("this trace holds no event of the kernel; record with\n" + RECIPE);
            } else if (tally.lines() == 0) {
                tally.fatal("this file is empty; expected what 'trace-cmd report' prints, or a trace.dat");
            } else if (events.isEmpty() && tally.hasEvents()) {
                tally.fatal("no event of this trace is the GPU scheduler's, but " + tally.kindsInWords() + useless()
                        + "; record those, too, with\n" + RECIPE);
            } else if (events.isEmpty()) {
                tally.noTrace("no other line is one. Record with\n" + RECIPE);
            }
        }

        private String useless() {
            List<String> words = UselessEvents.of(tally.kinds());
            return words.isEmpty() ? "" : " (" + String.join("; ", words) + ")";
        }
    }

    /** Returns a stream of what is in a file; it supports marks. */
    private static InputStream unpacked(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in, BUFFER);
        return new BufferedInputStream(Compression.of(buffered).unpack(buffered), BUFFER);
    }

    private static boolean isTraceDat(InputStream unpacked) throws IOException {
        unpacked.mark(LONGEST_MAGIC);
        byte[] first = unpacked.readNBytes(LONGEST_MAGIC);
        unpacked.reset();
        return DatFile.begins(first);
    }

    private static boolean isBinary(byte[] beginning) {
        for (byte each : beginning) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }

    private static String causes(Recording recording) {
        StringBuilder causes = new StringBuilder();
        for (CutOff each : recording.report().cutOff()) {
            causes.append(" of ")
                    .append(each.count())
                    .append(" (first ")
                    .append(each.first())
                    .append(") ")
                    .append(each.cause().words())
                    .append(',');
        }
        return causes.isEmpty() ? " none was seen" : causes.substring(0, causes.length() - 1);
    }

    private static Validation<Seq<Problem>, Recording> invalid(String name, String message) {
        return Validation.invalid(Vector.of(Problem.ofFile(name, message)));
    }
}
