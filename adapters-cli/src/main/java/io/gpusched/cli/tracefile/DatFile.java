package io.gpusched.cli.tracefile;

import io.gpusched.application.workload.ReadingReport.SkipCause;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads trace.dat, version 6, as {@code trace-cmd record} writes it: a description of all events in text, the names of the tasks, and for
 * each CPU its pages of the kernel's ring buffer. The CPUs' events are merged by time.
 */
final class DatFile {
    private static final String HINT = "; print it with 'trace-cmd report -t -i FILE > t.txt' and read that";
    private static final Pattern COMMIT = Pattern.compile("field:\\s*\\S+ commit;\\s*offset:(\\d+);\\s*size:(\\d+);");
    private static final Pattern NOT_TIME = Pattern.compile("\\[(counter|x86-tsc)]");
    private static final int SMALLEST_PAGE = 64;
    private static final int OPTION_BUFFER = 3;
    private static final int OPTION_CLOCK = 4;

    private final ByteBuffer file;
    private final Tally tally;
    private final TraceText sink;
    private final Map<Integer, DatEventFormat> formats = new HashMap<>();
    private final Map<Integer, String> tasks = new HashMap<>();
    private int longSize;
    private int pageSize;
    private int pageHeaderSize;
    private long records;

    /** Says why a file cannot be used. */
    static final class Unusable extends RuntimeException {
        private final String reason;

        Unusable(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** Makes a reader that hands the events on. */
    DatFile(ByteBuffer file, Tally tally, TraceText sink) {
        this.file = file.slice();
        this.tally = tally;
        this.sink = sink;
    }

    /** Tells whether a file that begins so is a trace.dat. */
    static boolean begins(byte[] first) {
        return new String(first, 0, Math.min(first.length, DatLayout.MAGIC.length()), StandardCharsets.ISO_8859_1)
                .equals(DatLayout.MAGIC);
    }

    /** Reads to the end; what makes the file unusable is noted. */
    void read() {
        try {
            file.position(DatLayout.MAGIC.length());
            String version = word();
            if (!version.equals(DatLayout.VERSION)) {
                throw new Unusable("it is of version " + version + ", and only version 6 can be read");
            }
            readFormats();
            merge(readSections());
        } catch (Unusable unusable) {
            tally.fatal("this trace.dat cannot be read: " + unusable.reason + HINT);
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException
                | BufferUnderflowException damaged) {
            tally.fatal("this trace.dat is cut short or damaged, after " + records
                    + " events; copy it again, or record again");
        }
    }

    private void readFormats() {
        file.order(file.get() == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        longSize = file.get();
        pageSize = file.getInt();
        if (pageSize < SMALLEST_PAGE || !word().equals(DatLayout.HEADER_PAGE)) {
            throw new Unusable("it has no description of its pages");
        }
        pageHeaderSize = headerSize(text());
        word();
        text();
        int own = file.getInt();
        for (int i = 0; i < own; i++) {
            addFormat(text());
        }
        int systems = file.getInt();
        for (int i = 0; i < systems; i++) {
            word();
            int events = file.getInt();
            for (int j = 0; j < events; j++) {
                addFormat(text());
            }
        }
        skip(file.getInt());
        skip(file.getInt());
        text().lines().forEach(this::addTask);
    }

    /** The records of a page come after the number of bytes in use. */
    private int headerSize(String pageFormat) {
        Matcher commit = COMMIT.matcher(pageFormat);
        return commit.find()
                ? Integer.parseInt(commit.group(1)) + Integer.parseInt(commit.group(2))
                : Long.BYTES + longSize;
    }

    private void addFormat(String text) {
        DatEventFormat format = DatEventFormat.read(text);
        formats.put(format.id(), format);
    }

    private void addTask(String line) {
        int space = line.indexOf(' ');
        if (space > 0) {
            tasks.put(Integer.parseInt(line, 0, space, 10), line.substring(space + 1));
        }
    }

    private List<DatBuffer> readSections() {
        int cpus = file.getInt();
        String section = section();
        if (section.equals(DatLayout.OPTIONS + "\0")) {
            readOptions();
            section = section();
        }
        if (!section.startsWith(DatLayout.RECORDS)) {
            throw new Unusable("it holds '" + section.strip() + "' in place of recorded events");
        }
        List<DatBuffer> buffers = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            long start = file.getLong();
            long size = file.getLong();
            buffers.add(new DatBuffer(file, tally, cpu, pageSize, pageHeaderSize, start, size));
        }
        return buffers;
    }

    private void readOptions() {
        for (int id = file.getShort(); id != 0; id = file.getShort()) {
            int size = file.getInt();
            if (id == OPTION_BUFFER) {
                throw new Unusable("it holds more than one buffer");
            }
            if (id == OPTION_CLOCK) {
                Matcher clock = NOT_TIME.matcher(text(file.position(), size));
                if (clock.find()) {
                    throw new Unusable("its clock " + clock.group(1) + " does not tell time");
                }
            }
            skip(size);
        }
    }

    private void merge(List<DatBuffer> buffers) {
        PriorityQueue<DatBuffer> next =
                new PriorityQueue<>(Comparator.comparingLong(DatBuffer::nanos).thenComparingInt(DatBuffer::cpu));
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
        ByteBuffer record = buffer.record();
        int type = Short.toUnsignedInt(record.getShort(0));
        int pid = record.getInt(Integer.BYTES);
        DatEventFormat format = formats.get(type);
        if (format == null) {
            tally.skip(SkipCause.NO_EVENT_FORMAT, records, "event number " + type);
            return;
        }
        String task = pid == 0 ? "<idle>" : tasks.getOrDefault(pid, "<...>");
        sink.accept(
                records,
                new TraceEvent(0, task, pid, buffer.cpu(), buffer.nanos(), format.name(), text(format, record), 0));
    }

    /** Most of the events of a large trace are of no use, and need not be printed to find that out. */
    private static String text(DatEventFormat format, ByteBuffer record) {
        if (format.name().equals("print")) {
            return format.mark(record);
        }
        return SchedulerEvents.mayConcern(format.name()) ? format.print(record) : "";
    }

    private String section() {
        String name = text(file.position(), DatLayout.SECTION_NAME);
        skip(DatLayout.SECTION_NAME);
        return name;
    }

    private String word() {
        int start = file.position();
        while (file.get() != 0) {
            // On to the end of the word.
        }
        return text(start, file.position() - 1 - start);
    }

    /** Reads a text that is preceded by its length. */
    private String text() {
        int size = Math.toIntExact(file.getLong());
        String text = text(file.position(), size);
        skip(size);
        return text;
    }

    private String text(int start, int length) {
        if (length < 0 || length > file.limit() - start) {
            throw new IndexOutOfBoundsException("a text of " + length + " bytes at byte " + start);
        }
        byte[] bytes = new byte[length];
        file.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void skip(int bytes) {
        file.position(Math.addExact(file.position(), bytes));
    }
}
