package io.gpusched.files.trace.dat;

import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.files.trace.SchedulerTracepoint;
import io.gpusched.files.trace.SchedulerTracepoint.Task;
import io.gpusched.files.trace.SchedulerTracepoints;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes runs as trace.dat, version 6, as {@code trace-cmd record} would have recorded them. Each run has a CPU of its own, and all begin at
 * the same time. What a recording has no tracepoint for is left out.
 */
public final class DatWriter implements Closeable {
    private static final String PAGE_FORMAT = """
            \tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;
            \tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;
            \tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;
            \tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;
            """;
    private static final String EVENT_FORMAT = """
            # compressed entry header
            \ttype_len    :    5 bits
            \ttime_delta  :   27 bits
            \tarray       :   32 bits

            \tpadding     : type == 29
            \ttime_extend : type == 30
            \ttime_stamp : type == 31
            \tdata max type_len  == 28
            """;
    private final OutputStream to;
    private final List<DatPageWriter> cpus = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>(List.of(SchedulerTracepoints.WORKER));
    private int entities;

    /** Makes a writer; nothing is written before {@link #complete}. */
    public DatWriter(OutputStream to) {
        this.to = to;
    }

    /**
     * Begins a run.
     *
     * @param device what to call its device
     * @param workload what is played
     * @return takes its events, in the order of time
     */
    public Consumer<Event> begin(String device, Workload workload) {
        DatPageWriter pages = pages();
        tasks.addAll(SchedulerTracepoints.tasks(workload, entities));
        SchedulerTracepoints run = new SchedulerTracepoints(device, workload, entities, each -> add(pages, each));
        entities += workload.entities().size();
        return run;
    }

    private DatPageWriter pages() {
        try {
            DatPageWriter pages = new DatPageWriter();
            cpus.add(pages);
            return pages;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void add(DatPageWriter pages, SchedulerTracepoint event) {
        try {
            pages.add(event.nanos(), DatRecord.bytes(event));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes the whole file; no run begins after that. */
    public void complete() throws IOException {
        byte[] head = head();
        int placesSize = cpus.size() * 2 * Long.BYTES;
        long at = roundedUp(head.length + placesSize);
        byte[] table = new byte[(int) at - head.length];
        ByteBuffer places = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        for (DatPageWriter each : cpus) {
            long size = each.end();
            places.putLong(at).putLong(size);
            at += size;
        }
        to.write(head);
        to.write(table);
        for (DatPageWriter each : cpus) {
            each.copyTo(to);
        }
    }

    /** Pages lie in the file as in memory, so that a reader can map them. */
    private static long roundedUp(long size) {
        return (size + DatPageWriter.PAGE - 1) / DatPageWriter.PAGE * DatPageWriter.PAGE;
    }

    private byte[] head() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(DatLayout.MAGIC.getBytes(StandardCharsets.ISO_8859_1));
        word(out, DatLayout.VERSION);
        out.write(0); // little-endian
        out.write(Long.BYTES);
        number(out, DatPageWriter.PAGE);
        word(out, DatLayout.HEADER_PAGE);
        text(out, PAGE_FORMAT);
        word(out, DatLayout.HEADER_EVENT);
        text(out, EVENT_FORMAT);
        number(out, 0); // no events of ftrace itself
        number(out, 1);
        word(out, DatRecord.SYSTEM);
        number(out, DatRecord.formats().size());
        DatRecord.formats().forEach(each -> text(out, each));
        number(out, 0); // no names of functions
        number(out, 0); // no formats of trace_printk
        text(out, taskNames());
        number(out, cpus.size());
        word(out, DatLayout.OPTIONS);
        out.writeBytes(new byte[Short.BYTES]); // no option
        word(out, DatLayout.RECORDS);
        return out.toByteArray();
    }

    private String taskNames() {
        StringBuilder names = new StringBuilder();
        tasks.forEach(
                each -> names.append(each.pid()).append(' ').append(each.name()).append('\n'));
        return names.toString();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void word(ByteArrayOutputStream out, String word) {
        out.writeBytes(word.getBytes(StandardCharsets.US_ASCII));
        out.write(0);
    }

    private static void number(ByteArrayOutputStream out, int number) {
        out.writeBytes(littleEndian(Integer.BYTES).putInt(number).array());
    }

    /** A text is preceded by its length. */
    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(littleEndian(Long.BYTES).putLong(bytes.length).array());
        out.writeBytes(bytes);
    }

    @Override
    public void close() throws IOException {
        for (DatPageWriter each : cpus) {
            each.close();
        }
    }
}
