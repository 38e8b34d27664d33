package io.gpusched.cli.tracefile;

import io.gpusched.cli.tracefile.SchedulerTracepoint.FenceId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How the scheduler's tracepoints lie in memory, and what the kernel says about that in text; little-endian.
 *
 * @kernel /sys/kernel/tracing/events/gpu_scheduler/.../format
 */
final class DatRecord {
    static final String SYSTEM = "gpu_scheduler";
    private static final int HEAD = 8;
    private static final int LONG_FIELDS = 2 * Long.BYTES;
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
        QUEUE("drm_sched_job_queue", COUNTED),
        RUN("drm_sched_job_run", COUNTED),
        DONE("drm_sched_job_done", DatRecord.DONE),
        ADD_DEP("drm_sched_job_add_dep", DEPENDENCY.formatted("")),
        UNSCHEDULABLE("drm_sched_job_unschedulable", DEPENDENCY.formatted("unsignalled "));

        private static final int FIRST_ID = 1129;
        private final String name;
        private final String fields;

        Kind(String name, String fields) {
            this.name = name;
            this.fields = fields;
        }

        int id() {
            return FIRST_ID + ordinal();
        }
    }

    private DatRecord() {}

    /** Returns the descriptions of all kinds of events. */
    static List<String> formats() {
        return List.of(Kind.values()).stream()
                .map(each -> "name: " + each.name + "\nID: " + each.id() + "\n" + COMMON + each.fields)
                .toList();
    }

    /** Returns a tracepoint as it lies in memory, in whole words. */
    static byte[] bytes(SchedulerTracepoint event) {
        return switch (event) {
            case SchedulerTracepoint.Counted e -> counted(e);
            case SchedulerTracepoint.Done e ->
                put(record(Kind.DONE, e, HEAD + LONG_FIELDS), e.fence()).array();
            case SchedulerTracepoint.Dependency e -> {
                Kind kind = e.isWait() ? Kind.UNSCHEDULABLE : Kind.ADD_DEP;
                yield put(put(record(kind, e, HEAD + 2 * LONG_FIELDS), e.fence()), e.on())
                        .array();
            }
        };
    }

    /** Texts come behind the numbers, each with a byte 0 at its end; a word in the place of each says where. */
    private static byte[] counted(SchedulerTracepoint.Counted event) {
        byte[] ring = event.ring().getBytes(StandardCharsets.UTF_8);
        byte[] device = event.device().getBytes(StandardCharsets.UTF_8);
        int deviceAt = COUNTED_SIZE + ring.length + 1;
        int size = deviceAt + device.length + 1;
        int words = (size + Integer.BYTES - 1) / Integer.BYTES;
        ByteBuffer record = record(event.isRun() ? Kind.RUN : Kind.QUEUE, event, words * Integer.BYTES);
        record.putInt(COUNTED_SIZE | (ring.length + 1) << LENGTH_SHIFT)
                .putInt(event.jobCount())
                .putInt(event.hardwareJobCount())
                .putInt(deviceAt | (device.length + 1) << LENGTH_SHIFT);
        put(record, event.fence()).putLong(event.clientId());
        return record.put(ring).position(deviceAt).put(device).array();
    }

    private static ByteBuffer record(Kind kind, SchedulerTracepoint event, int size) {
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) kind.id())
                .putShort((short) 0)
                .putInt(event.task().pid());
    }

    private static ByteBuffer put(ByteBuffer record, FenceId fence) {
        return record.putLong(fence.context()).putLong(fence.seqno());
    }
}
