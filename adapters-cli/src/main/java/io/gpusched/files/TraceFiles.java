package io.gpusched.files;

import io.gpusched.application.recording.ReadingReport.CutOff;
import io.gpusched.application.recording.Recording;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.trace.Compression;
import io.gpusched.files.trace.CountedStream;
import io.gpusched.files.trace.Lines;
import io.gpusched.files.trace.Progress;
import io.gpusched.files.trace.Reconstruction;
import io.gpusched.files.trace.SchedulerEvents;
import io.gpusched.files.trace.Tally;
import io.gpusched.files.trace.TraceText;
import io.gpusched.files.trace.dat.DatFile;
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
 * Reads recorded traces of the kernel's GPU scheduler: text as tracefs or {@code trace-cmd report} prints it, or
 * trace.dat, packed or not. What a file is
 * shows in its content, never in its name.
 */
public final class TraceFiles {
    /** How to make a recording, for people. */
    public static final String RECIPE = """
            trace-cmd record -e gpu_scheduler -e dma_fence -C mono -b 20000 sleep 10; trace-cmd report -t > t.txt
            or: echo 1 > /sys/kernel/tracing/events/gpu_scheduler/enable; cat /sys/kernel/tracing/trace_pipe > t.txt""";

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_MAGIC = 16;

    private TraceFiles() {}

    /**
     * Reads a trace.
     *
     * @param file the trace
     * @param progress told how far reading has come
     * @return what was recorded, with a report of what was left out; or everything that makes the file unusable
     */
    public static Validation<Seq<Problem>, Recording> read(Path file, Progress progress) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            return invalid(name, "is a folder; expected a file with a trace");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return isTraceDat(in)
                    ? readTraceDat(name, file, progress)
                    : read(name, new CountedStream(in, Files.size(file), progress), progress);
        } catch (NoSuchFileException missing) {
            return invalid(name, "there is no such file");
        } catch (IOException e) {
            return invalid(name, "this file cannot be read: " + e.getMessage());
        }
    }

    /**
     * Tells whether a file is a trace, and not a case or something else. Nothing else is read packed, so what is packed is taken for one.
     *
     * @return false also if the file cannot be read
     */
    public static boolean looksLikeTrace(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (Compression.of(in) != Compression.NONE) {
                return true;
            }
            byte[] beginning = new Lines(unpacked(in)).peek();
            return DatFile.begins(beginning)
                    || new String(beginning, StandardCharsets.UTF_8).lines().anyMatch(TraceText::isTrace);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Reads a trace from a stream, which is not closed.
     *
     * @param name what to call it in messages
     * @return what was recorded, or everything that makes the stream unusable
     */
    public static Validation<Seq<Problem>, Recording> read(String name, InputStream in) throws IOException {
        return read(name, in, (read, all) -> {});
    }

    private static Validation<Seq<Problem>, Recording> read(String name, InputStream in, Progress progress)
            throws IOException {
        Tally tally = new Tally(name);
        SchedulerEvents events = new SchedulerEvents();
        TraceText text = new TraceText(tally, events);
        try {
            InputStream unpacked = unpacked(in);
            if (isTraceDat(unpacked)) {
                return readPackedTraceDat(name, unpacked, progress);
            }
            Lines lines = new Lines(unpacked);
            if (isBinary(lines.peek())) {
                return invalid(name, "this is neither text nor a trace.dat; expected what 'trace-cmd report' prints");
            }
            text.read(lines);
        } catch (Compression.UnpackFirst packed) {
            return invalid(name, packed.advice());
        } catch (IOException damaged) {
            tally.fatal("reading ends after " + tally.lines()
                    + " lines, since the packed data is damaged or cut short: " + damaged.getMessage());
        }
        return recording(tally, events);
    }

    /** A trace.dat is read here and there, so that a packed one is unpacked to a file that is gone afterwards. */
    private static Validation<Seq<Problem>, Recording> readPackedTraceDat(
            String name, InputStream unpacked, Progress progress) throws IOException {
        Path copy = Files.createTempFile("gpusched-", ".dat");
        try {
            Files.copy(unpacked, copy, StandardCopyOption.REPLACE_EXISTING);
            return readTraceDat(name, copy, progress);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** Reads a trace.dat in place, so that the heap need not hold it. */
    private static Validation<Seq<Problem>, Recording> readTraceDat(String name, Path file, Progress progress)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) {
                return invalid(
                        name, "this trace.dat is larger than 2 GiB; print it with 'trace-cmd report' and read that");
            }
            Tally tally = new Tally(name);
            SchedulerEvents events = new SchedulerEvents();
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            new DatFile(mapped, tally, new TraceText(tally, events), progress).read();
            progress.read(size, size);
            return tally.hasFatal() ? Validation.invalid(Vector.ofAll(tally.problems())) : recording(tally, events);
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

    private static Validation<Seq<Problem>, Recording> recording(Tally tally, SchedulerEvents events) {
        if (tally.lines() == 0) {
            if (!tally.hasFatal()) {
                tally.fatal("this file is empty; expected what 'trace-cmd report' prints, or a trace.dat");
            }
        } else if (events.isEmpty() && !tally.hasWrongLayout()) {
            tally.fatal(
                    tally.hasEvents()
                            ? "no event of this trace is the GPU scheduler's, but " + tally.kindsInWords()
                                    + "; record those, too, with\n" + RECIPE
                            : "this is not a trace of events; record one with\n" + RECIPE);
        }
        List<Problem> problems = tally.problems();
        if (!problems.isEmpty()) {
            return Validation.invalid(Vector.ofAll(problems));
        }
        Recording recording = new Reconstruction(events.jobs(), tally).recording();
        if (recording.jobs().isEmpty()) {
            tally.fatal(
                    "no job of this recording is whole:" + causes(recording) + "; record for longer, with\n" + RECIPE);
            return Validation.invalid(Vector.ofAll(tally.problems()));
        }
        return Validation.valid(recording);
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
