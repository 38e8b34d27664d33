package io.gpusched.files.trace.dat;

import io.gpusched.application.recording.ReadingReport.SkipCause;
import io.gpusched.files.trace.ReadingLimits;
import io.gpusched.files.trace.ReadingProgress;
import io.gpusched.files.trace.SchedulerEvents;
import io.gpusched.files.trace.Tally;
import io.gpusched.files.trace.TraceEvent;
import io.gpusched.files.trace.TraceText;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads trace.dat, version 6 or 7, as {@code trace-cmd record} writes it: a description of all events in text, the names of the tasks, and
 * for each CPU its pages of the kernel's ring buffer. The CPUs' events are merged by time.
 */
public final class DatFile {
    private static final String HINT = "; print it with 'trace-cmd report -t -i FILE > t.txt' and read that";
    private static final int SMALLEST_PAGE = 64;
    private static final int MOST_CPUS = 1 << 16;
    private static final int OPTION_BUFFER = 3;
    private static final int OPTION_CLOCK = 4;
    private static final int TELL_EVERY = 1 << 14;

    private final ByteBuffer bytes;
    private final DatCursor file;
    private final Tally tally;
    private final TraceText sink;
    private final ReadingProgress progress;
    private final DatBudget budget;
    private final DatDescription description = new DatDescription();
    private final List<DatBuffer> buffers = new ArrayList<>();
    private int longSize;
    private int pageSize;
    private long records;

    /** Says why a file cannot be used. */
    static final class Unusable extends RuntimeException {
        private final String reason;

        Unusable(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** Takes the pages of each CPU. */
    @FunctionalInterface
    interface CpuPages {
        /** Takes those of one CPU. */
        void accept(int cpu, DatPages pages);
    }

    /**
     * Makes a reader that hands the events on.
     *
     * @param limits how much the parts of the file may come to
     * @param progress told how far reading has come
     */
    public DatFile(ByteBuffer bytes, Tally tally, TraceText sink, ReadingLimits limits, ReadingProgress progress) {
        this.bytes = bytes;
        this.file = new DatCursor(bytes, ByteOrder.LITTLE_ENDIAN);
        this.tally = tally;
        this.sink = sink;
        this.progress = progress;
        this.budget = new DatBudget(limits);
    }

    /** Tells whether a file that begins so is a trace.dat. */
    public static boolean begins(byte[] first) {
        return new String(first, 0, Math.min(first.length, DatLayout.MAGIC.length()), StandardCharsets.ISO_8859_1)
                .equals(DatLayout.MAGIC);
    }

    /** Reads to the end; what makes the file unusable is noted. */
    public void read() {
        try {
            file.skip(DatLayout.MAGIC.length());
            String version = file.word();
            if (!version.equals(DatLayout.VERSION) && !version.equals("7")) {
                throw new Unusable("it is of version " + version + ", and only versions 6 and 7 can be read");
            }
            file.order(file.int8() == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            longSize = file.int8();
            pageSize = checkedPageSize(file.int32());
            if (version.equals(DatLayout.VERSION)) {
                readVersion6();
            } else {
                new DatSections(file, description, longSize, budget).read(this::addBuffer);
            }
            merge();
        } catch (Unusable unusable) {
            tally.fatal("this trace.dat cannot be read: " + unusable.reason + HINT);
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | NegativeArraySizeException
                | ArithmeticException
                | BufferUnderflowException damaged) {
            tally.fatal("this trace.dat is cut short or damaged, after " + records
                    + " events; copy it again, or record again");
        }
    }

    static int checkedPageSize(int size) {
        if (size < SMALLEST_PAGE) {
            throw new Unusable("it has pages of " + size + " bytes");
        }
        return size;
    }

    static int checkedCpus(int cpus) {
        if (cpus < 0 || cpus > MOST_CPUS) {
            throw new Unusable("it counts " + Integer.toUnsignedString(cpus) + " CPUs");
        }
        return cpus;
    }

    private void addBuffer(int cpu, DatPages pages) {
        buffers.add(new DatBuffer(pages, tally, cpu, buffers.size(), description.pageHeaderSize()));
    }

    private void readVersion6() {
        description.readHeader(file, longSize);
        description.readOwnEvents(file);
        description.readEvents(file);
        file.skip(file.int32());
        file.skip(file.int32());
        description.readTasks(file);
        int cpus = checkedCpus(file.int32());
        String section = file.text(DatLayout.SECTION_NAME);
        if (section.equals(DatLayout.OPTIONS + "\0")) {
            readOptions();
            section = file.text(DatLayout.SECTION_NAME);
        }
        if (!section.startsWith(DatLayout.RECORDS)) {
            throw new Unusable("it holds '" + section.strip() + "' in place of recorded events");
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            long start = file.int64();
            long size = file.int64();
            budget.take(size);
            addBuffer(cpu, DatPages.of(file.bytes(start, size), pageSize));
        }
    }

    private void readOptions() {
        for (int id = file.int16(); id != 0; id = file.int16()) {
            int size = file.int32();
            if (id == OPTION_BUFFER) {
                throw new Unusable("it holds more than one buffer");
            } else if (id == OPTION_CLOCK) {
                DatDescription.checkClock(file.text(size));
            } else {
                file.skip(size);
            }
        }
    }

    private void merge() {
        PriorityQueue<DatBuffer> next =
                new PriorityQueue<>(Comparator.comparingLong(DatBuffer::nanos).thenComparingInt(DatBuffer::place));
        buffers.stream().filter(DatBuffer::next).forEach(next::add);
        while (!next.isEmpty()) {
            DatBuffer first = next.remove();
            accept(first);
            if (first.next()) {
                next.add(first);
            }
        }
    }

    private void accept(DatBuffer buffer) {
        records++;
        tally.line();
        if (records % TELL_EVERY == 0) {
            progress.read(buffers.stream().mapToLong(DatBuffer::bytesTaken).sum(), bytes.limit());
        }
        ByteBuffer record = buffer.record();
        int type = Short.toUnsignedInt(record.getShort(0));
        int pid = record.getInt(Integer.BYTES);
        @Nullable DatEventFormat format = description.format(type);
        if (format == null) {
            tally.skip(SkipCause.NO_EVENT_FORMAT, records, "event number " + type);
            return;
        }
        sink.accept(
                records,
                new TraceEvent(
                        0,
                        description.task(pid),
                        pid,
                        buffer.cpu(),
                        buffer.nanos(),
                        format.name(),
                        text(format, record),
                        0));
    }

    /** Most of the events of a large trace are of no use, and need not be printed to find that out. */
    private static String text(DatEventFormat format, ByteBuffer record) {
        if (SchedulerEvents.isMark(format.name())) {
            return format.mark(record);
        }
        return SchedulerEvents.mayConcern(format.name()) ? format.print(record) : "";
    }
}
