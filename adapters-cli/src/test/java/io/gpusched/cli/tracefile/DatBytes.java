package io.gpusched.cli.tracefile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes a small trace.dat, version 6, record by record. */
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
        word(out, "header_page");
        text(out, "\tfield: u64 timestamp;\toffset:0;\tsize:8;\n\tfield: local_t commit;\toffset:8;\tsize:8;\n");
        word(out, "header_event");
        text(out, "# compressed entry header");
        number(out, 4, 1);
        text(out, "name: print\nID: " + PRINT + "\n" + COMMON + MARK);
        number(out, 4, 1);
        word(out, "gpu_scheduler");
        number(out, 4, 3);
        text(out, "name: drm_sched_job_queue\nID: " + QUEUE + "\n" + COMMON + COUNTED);
        text(out, "name: drm_sched_job_run\nID: " + RUN + "\n" + COMMON + COUNTED);
        text(out, "name: drm_sched_job_done\nID: " + DONE + "\n" + COMMON + FENCE);
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
