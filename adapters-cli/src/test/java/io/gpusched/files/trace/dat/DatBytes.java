package io.gpusched.files.trace.dat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;

/** Writes a small trace.dat, record by record. */
final class DatBytes {
    static final int PAGE = 4096;
    static final int QUEUE = 1133;
    static final int RUN = 1132;
    static final int DONE = 1131;
    static final int PRINT = 5;
    private static final String COMMON = """
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
            \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            """;
    private static final String COUNTED = """
            \tfield:__data_loc char[] name;\toffset:8;\tsize:4;\tsigned:0;
            \tfield:u32 job_count;\toffset:12;\tsize:4;\tsigned:0;
            \tfield:int hw_job_count;\toffset:16;\tsize:4;\tsigned:1;
            \tfield:char dev[12];\toffset:20;\tsize:12;\tsigned:0;
            \tfield:u64 fence_context;\toffset:32;\tsize:8;\tsigned:0;
            \tfield:u64 fence_seqno;\toffset:40;\tsize:8;\tsigned:0;
            """;
    private static final String FENCE = """
            \tfield:u64 fence_context;\toffset:8;\tsize:8;\tsigned:0;
            \tfield:u64 fence_seqno;\toffset:16;\tsize:8;\tsigned:0;
            """;
    private static final String MARK = """
            \tfield:unsigned long ip;\toffset:8;\tsize:8;\tsigned:0;
            \tfield:char buf[];\toffset:16;\tsize:0;\tsigned:0;
            """;

    private final ByteOrder order;
    private final String version;
    private final List<ByteBuffer> pages = new ArrayList<>();
    private final List<byte[]> options = new ArrayList<>();
    private ByteBuffer page = ByteBuffer.allocate(0);

    DatBytes(ByteOrder order, String version) {
        this.order = order;
        this.version = version;
    }

    /** Begins a page; what follows goes there. */
    DatBytes page(long nanos, long flags) {
        page = ByteBuffer.allocate(PAGE).order(order).putLong(nanos).putLong(flags);
        pages.add(page);
        return this;
    }

    DatBytes option(int id, String text) {
        ByteBuffer option = ByteBuffer.allocate(6 + text.length()).order(order);
        options.add(option.putShort((short) id)
                .putInt(text.length())
                .put(text.getBytes(US_ASCII))
                .array());
        return this;
    }

    /** Adds a job's record of one of the counted kinds. */
    DatBytes counted(int type, int delta, long context, long seqno) {
        ByteBuffer record = record(type, 56).putInt(48 | 4 << 16).putInt(0).putInt(1);
        record.put("0000:01:00.0".getBytes(US_ASCII)).putLong(context).putLong(seqno);
        record.put("gfx\0".getBytes(US_ASCII));
        return small(delta, record);
    }

    DatBytes done(int delta, long context, long seqno) {
        return small(delta, record(DONE, 24).putLong(context).putLong(seqno));
    }

    /** Adds a mark, as a record that tells its length in a word of its own. */
    DatBytes mark(int delta, String text) {
        ByteBuffer record = record(PRINT, 16 + (text.length() + 4) / 4 * 4).putLong(0);
        record.put(text.getBytes(US_ASCII));
        head(0, delta);
        page.putInt(record.capacity() + 4).put(record.array());
        return commit();
    }

    /** Adds a head without a record: padding, or time. */
    DatBytes bare(int type, int delta, int word) {
        head(type, delta);
        page.putInt(word);
        return commit();
    }

    DatBytes unknown(int delta) {
        return small(delta, record(999, 12));
    }

    private ByteBuffer record(int type, int size) {
        return ByteBuffer.allocate(size)
                .order(order)
                .putShort((short) type)
                .putShort((short) 0)
                .putInt(77);
    }

    private DatBytes small(int delta, ByteBuffer record) {
        head(record.capacity() / 4, delta);
        page.put(record.array());
        return commit();
    }

    private void head(int type, int delta) {
        page.putInt(order == ByteOrder.LITTLE_ENDIAN ? delta << 5 | type : type << 27 | delta);
    }

    private DatBytes commit() {
        page.putLong(8, page.getLong(8) & ~((1L << 27) - 1) | (page.position() - 16));
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x17, 0x08, 0x44});
        word(out, "tracing" + version);
        out.write(order == ByteOrder.LITTLE_ENDIAN ? 0 : 1);
        out.write(8);
        number(out, 4, PAGE);
        header(out);
        ownEvents(out);
        events(out);
        number(out, 4, 0);
        number(out, 4, 0);
        text(out, "77 my game\n");
        number(out, 4, 1);
        word(out, "options  ");
        options.forEach(out::writeBytes);
        number(out, 2, 0);
        word(out, "flyrecord");
        number(out, 8, out.size() + 16);
        number(out, 8, (long) pages.size() * PAGE);
        pages.forEach(each -> out.writeBytes(each.array()));
        return out.toByteArray();
    }

    private void header(ByteArrayOutputStream out) {
        word(out, "header_page");
        text(out, "\tfield: u64 timestamp;\toffset:0;\tsize:8;\n\tfield: local_t commit;\toffset:8;\tsize:8;\n");
        word(out, "header_event");
        text(out, "# compressed entry header");
    }

    private void ownEvents(ByteArrayOutputStream out) {
        number(out, 4, 1);
        text(out, "name: print\nID: " + PRINT + "\n" + COMMON + MARK);
    }

    private void events(ByteArrayOutputStream out) {
        number(out, 4, 1);
        word(out, "gpu_scheduler");
        number(out, 4, 3);
        text(out, "name: drm_sched_job_queue\nID: " + QUEUE + "\n" + COMMON + COUNTED);
        text(out, "name: drm_sched_job_run\nID: " + RUN + "\n" + COMMON + COUNTED);
        text(out, "name: drm_sched_job_done\nID: " + DONE + "\n" + COMMON + FENCE);
    }

    /** Returns the same as version 7: sections that options name, in two buffers of one page or more each if there are several. */
    byte[] sections(DatPacking packing, String clock) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x17, 0x08, 0x44});
        word(out, "tracing7");
        out.write(order == ByteOrder.LITTLE_ENDIAN ? 0 : 1);
        out.write(8);
        number(out, 4, PAGE);
        word(out, packing.name().toLowerCase(Locale.ROOT));
        word(out, "1.2");
        int firstOptions = out.size();
        number(out, 8, 0);
        ByteArrayOutputStream described = new ByteArrayOutputStream();
        option(described, 16, section(out, packing, this::header));
        option(described, 17, section(out, packing, this::ownEvents));
        option(described, 18, section(out, packing, this::events));
        option(described, 21, section(out, packing, tasks -> text(tasks, "77 my game\n")));
        options.forEach(described::writeBytes);
        for (ByteBuffer each : pages) {
            buffer(out, described, each, packing, clock);
        }
        number(described, 2, 0);
        number(described, 4, 8);
        number(described, 8, 0);
        int optionsAt = section(out, DatPacking.NONE, content -> content.writeBytes(described.toByteArray()));
        byte[] bytes = out.toByteArray();
        ByteBuffer.wrap(bytes).order(order).putLong(firstOptions, optionsAt);
        return bytes;
    }

    /** Each page is an instance of its own, with one CPU. */
    private void buffer(
            ByteArrayOutputStream out,
            ByteArrayOutputStream described,
            ByteBuffer page,
            DatPacking packing,
            String clock) {
        int at = out.size();
        head(out, 3, packing, PAGE);
        int data = out.size();
        if (packing == DatPacking.NONE) {
            out.writeBytes(page.array());
        } else {
            number(out, 4, 1);
            pack(out, page.array(), packing);
        }
        ByteArrayOutputStream option = new ByteArrayOutputStream();
        number(option, 8, at);
        word(option, "instance");
        word(option, clock);
        number(option, 4, PAGE);
        number(option, 4, 1);
        number(option, 4, 0);
        number(option, 8, data);
        number(
                option,
                8,
                out.size()
                        - data
                        - (packing == DatPacking.NONE ? 0 : 4)); // trace-cmd does not count the number of packs
        number(described, 2, 3);
        number(described, 4, option.size());
        described.writeBytes(option.toByteArray());
    }

    private void option(ByteArrayOutputStream described, int id, int section) {
        number(described, 2, id);
        number(described, 4, 8);
        number(described, 8, section);
    }

    private int section(ByteArrayOutputStream out, DatPacking packing, Consumer<ByteArrayOutputStream> content) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        content.accept(plain);
        int at = out.size();
        head(out, 0, packing, plain.size());
        if (packing == DatPacking.NONE) {
            out.writeBytes(plain.toByteArray());
        } else {
            pack(out, plain.toByteArray(), packing);
        }
        return at;
    }

    private void head(ByteArrayOutputStream out, int id, DatPacking packing, long size) {
        number(out, 2, id);
        number(out, 2, packing == DatPacking.NONE ? 0 : 1);
        number(out, 4, 0);
        number(out, 8, size);
    }

    private void pack(ByteArrayOutputStream out, byte[] plain, DatPacking packing) {
        byte[] packed = packing == DatPacking.ZSTD ? Zstd.compress(plain) : deflated(plain);
        number(out, 4, packed.length);
        number(out, 4, plain.length);
        out.writeBytes(packed);
    }

    private static byte[] deflated(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static void word(ByteArrayOutputStream out, String word) {
        out.writeBytes((word + "\0").getBytes(US_ASCII));
    }

    private void text(ByteArrayOutputStream out, String text) {
        number(out, 8, text.length());
        out.writeBytes(text.getBytes(US_ASCII));
    }

    private void number(ByteArrayOutputStream out, int size, long number) {
        for (int i = 0; i < size; i++) {
            int shift = order == ByteOrder.LITTLE_ENDIAN ? 8 * i : 8 * (size - 1 - i);
            out.write((int) (number >>> shift));
        }
    }
}
