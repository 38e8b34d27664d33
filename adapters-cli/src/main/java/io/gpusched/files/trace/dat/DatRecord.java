package io.gpusched.files.trace.dat;

import io.gpusched.files.trace.SchedulerTracepoint;
import io.gpusched.files.trace.SchedulerTracepoint.FenceId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The memory layout of the scheduler's tracepoints, little-endian, and the kernel's description of it in text.
 *
 * @kernel /sys/kernel/tracing/events/gpu_scheduler/.../format
 */
final class DatRecord {
    static final String SYSTEM = "gpu_scheduler";
    private static final int HEAD = 8;
    private static final int FENCE_SIZE = 2 * Long.BYTES;
    private static final int COUNTED_SIZE = 48;
    private static final int LENGTH_SHIFT = 16;
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
            \tfield:__data_loc char[] dev;\toffset:20;\tsize:4;\tsigned:0;
            \tfield:u64 fence_context;\toffset:24;\tsize:8;\tsigned:0;
            \tfield:u64 fence_seqno;\toffset:32;\tsize:8;\tsigned:0;
            \tfield:u64 client_id;\toffset:40;\tsize:8;\tsigned:0;

            print fmt: "dev=%s, fence=%llu:%llu, ring=%s, job count:%u, hw job count:%d, client_id:%llu", __get_str(dev), \
            REC->fence_context, REC->fence_seqno, __get_str(name), REC->job_count, REC->hw_job_count, REC->client_id
            """;
    private static final String FENCE = """
            \tfield:u64 fence_context;\toffset:8;\tsize:8;\tsigned:0;
            \tfield:u64 fence_seqno;\toffset:16;\tsize:8;\tsigned:0;
            """;
    private static final String DONE = FENCE + """

            print fmt: "fence=%llu:%llu signaled", REC->fence_context, REC->fence_seqno
            """;
    private static final String DEPENDENCY = FENCE + """
            \tfield:u64 ctx;\toffset:24;\tsize:8;\tsigned:0;
            \tfield:u64 seqno;\toffset:32;\tsize:8;\tsigned:0;

            print fmt: "fence=%%llu:%%llu depends on %sfence=%%llu:%%llu", REC->fence_context, REC->fence_seqno, REC->ctx, \
            REC->seqno
            """;

    /** The kinds of events; a kernel numbers them as it starts, and says so in the file. */
    private enum Kind {
        UNSCHEDULABLE(1129, "drm_sched_job_unschedulable", DEPENDENCY.formatted("unsignalled ")),
        ADD_DEP(1130, "drm_sched_job_add_dep", DEPENDENCY.formatted("")),
        DONE(1131, "drm_sched_job_done", DatRecord.DONE),
        RUN(1132, "drm_sched_job_run", COUNTED),
        QUEUE(1133, "drm_sched_job_queue", COUNTED);

        private final int id;
        private final String name;
        private final String fields;

        Kind(int id, String name, String fields) {
            this.id = id;
            this.name = name;
            this.fields = fields;
        }
    }

    private DatRecord() {}

    /** Returns the descriptions of all kinds of events. */
    static List<String> formats() {
        return List.of(Kind.values()).stream()
                .map(each -> "name: " + each.name + "\nID: " + each.id + "\n" + COMMON + each.fields)
                .toList();
    }

    /** Returns a tracepoint as it lies in memory, in whole words. */
    static byte[] bytes(SchedulerTracepoint event) {
        byte[] bytes = new byte[size(event)];
        ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        record.putShort((short) kind(event).id)
                .putShort((short) 0)
                .putInt(event.task().pid());
        switch (event) {
            case SchedulerTracepoint.Counted e -> put(record, e);
            case SchedulerTracepoint.Done e -> put(record, e.fence());
            case SchedulerTracepoint.Dependency e -> put(put(record, e.fence()), e.on());
        }
        return bytes;
    }

    private static Kind kind(SchedulerTracepoint event) {
        return switch (event) {
            case SchedulerTracepoint.Counted e -> e.isRun() ? Kind.RUN : Kind.QUEUE;
            case SchedulerTracepoint.Done e -> Kind.DONE;
            case SchedulerTracepoint.Dependency e -> e.isWait() ? Kind.UNSCHEDULABLE : Kind.ADD_DEP;
        };
    }

    private static int size(SchedulerTracepoint event) {
        return switch (event) {
            case SchedulerTracepoint.Counted e -> {
                int size = COUNTED_SIZE + text(e.ring()).length + text(e.device()).length;
                yield (size + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
            }
            case SchedulerTracepoint.Done e -> HEAD + FENCE_SIZE;
            case SchedulerTracepoint.Dependency e -> HEAD + 2 * FENCE_SIZE;
        };
    }

    /** Texts come behind the numbers; a word in the place of each says where, and how long it is. */
    private static void put(ByteBuffer record, SchedulerTracepoint.Counted event) {
        byte[] ring = text(event.ring());
        byte[] device = text(event.device());
        record.putInt(COUNTED_SIZE | ring.length << LENGTH_SHIFT)
                .putInt(event.jobCount())
                .putInt(event.hardwareJobCount())
                .putInt((COUNTED_SIZE + ring.length) | device.length << LENGTH_SHIFT);
        put(record, event.fence()).putLong(event.clientId()).put(ring).put(device);
    }

    /** A text ends in a byte 0. */
    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer put(ByteBuffer record, FenceId fence) {
        return record.putLong(fence.context()).putLong(fence.seqno());
    }
}
