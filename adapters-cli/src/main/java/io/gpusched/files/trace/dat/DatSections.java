package io.gpusched.files.trace.dat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Version 7 of trace.dat: sections that options name, each of which may be packed. A file may hold the buffers of several tracing
 * instances; all of them are read.
 */
final class DatSections {
    private static final int OPTION_DONE = 0;
    private static final int OPTION_BUFFER = 3;
    private static final int OPTION_CLOCK = 4;
    private static final int OPTION_HEADER = 16;
    private static final int OPTION_OWN_EVENTS = 17;
    private static final int OPTION_EVENTS = 18;
    private static final int OPTION_TASKS = 21;
    private static final int PACKED = 1;

    private final DatCursor file;
    private final DatDescription description;
    private final int longSize;
    private final DatPacking packing;
    private final DatBudget budget;
    private final Set<Long> seen = new HashSet<>();
    private final List<DatCursor> buffers = new ArrayList<>();

    /**
     * Makes a reader.
     *
     * @param file a cursor behind the size of a page
     * @param longSize bytes in a long of the machine
     * @param budget how much its parts may come to
     */
    DatSections(DatCursor file, DatDescription description, int longSize, DatBudget budget) {
        this.file = file;
        this.description = description;
        this.longSize = longSize;
        this.budget = budget;
        this.packing = DatPacking.of(file.word());
        file.word();
    }

    /** Reads the description, and hands on the pages of each CPU. */
    void read(DatFile.CpuPages sink) {
        long options = file.int64();
        while (options != 0) {
            options = readOptions(section(options));
        }
        for (DatCursor buffer : buffers) {
            readBuffer(buffer, sink);
        }
    }

    /** Returns the bytes of a section, unpacked. A section of events is left as it is, since its CPUs are packed each on its own. */
    private DatCursor section(long at) {
        if (!seen.add(at)) {
            throw new DatFile.Unusable("its options name one part twice, and so may go round in a circle");
        }
        DatCursor head = file.at(at);
        head.int16();
        boolean packed = (head.int16() & PACKED) != 0;
        head.int32();
        long size = head.int64();
        if (!packed) {
            budget.take(size);
        }
        ByteBuffer content = packed ? packing.unpack(head, budget) : head.bytes(head.position(), size);
        return new DatCursor(content, file.order());
    }

    /** Returns where the next options are, or 0. */
    private long readOptions(DatCursor options) {
        while (true) {
            int id = options.int16();
            int size = options.int32();
            DatCursor value = new DatCursor(options.bytes(options.position(), size), file.order());
            options.skip(size);
            switch (id) {
                case OPTION_DONE -> {
                    return value.int64();
                }
                case OPTION_BUFFER -> buffers.add(value);
                case OPTION_CLOCK -> DatDescription.checkClock(value.text(size));
                case OPTION_HEADER -> description.readHeader(section(value.int64()), longSize);
                case OPTION_OWN_EVENTS -> description.readOwnEvents(section(value.int64()));
                case OPTION_EVENTS -> description.readEvents(section(value.int64()));
                case OPTION_TASKS -> description.readTasks(section(value.int64()));
                default -> {
                    // Says nothing about events.
                }
            }
        }
    }

    private void readBuffer(DatCursor buffer, DatFile.CpuPages sink) {
        DatCursor section = file.at(buffer.int64());
        section.int16();
        boolean packed = (section.int16() & PACKED) != 0;
        buffer.word();
        DatDescription.checkClock(buffer.word());
        int pageSize = DatFile.checkedPageSize(buffer.int32());
        int cpus = DatFile.checkedCpus(buffer.int32());
        for (int i = 0; i < cpus; i++) {
            int cpu = buffer.int32();
            long start = buffer.int64();
            long size = buffer.int64();
            if (size > 0) {
                budget.take(packed ? 0 : size);
                // The number of packs, in front of them, is not counted in their size: they tell themselves where they
                // end.
                sink.accept(
                        cpu,
                        packed
                                ? DatPages.packed(file.from(start), pageSize, packing, budget)
                                : DatPages.of(file.bytes(start, size), pageSize));
            }
        }
    }
}
