package io.gpusched.files.trace.perfetto;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of the fields of one kind of event.
 *
 * @param name the event's name in the kernel
 * @param fields the fields' names in the kernel, by their numbers
 */
record EventShape(String name, Map<Integer, String> fields) {
    private static final List<String> OLD_JOB = List.of("entity", "fence", "hw_job_count", "id", "job_count", "name");
    private static final List<String> JOB =
            List.of("name", "job_count", "hw_job_count", "dev", "fence_context", "fence_seqno", "client_id");
    private static final List<String> DEPENDENCY = List.of("fence_context", "fence_seqno", "ctx", "seqno");
    private static final List<String> FENCE = List.of("context", "driver", "seqno", "timeline");

    /** The events that Perfetto gives fields of their own, by the numbers of these fields, as far as they are of use. */
    static final Map<Integer, EventShape> KNOWN = known();

    EventShape {
        fields = Map.copyOf(fields);
    }

    private static Map<Integer, EventShape> known() {
        Map<Integer, EventShape> known = new TreeMap<>();
        known.put(3, of("print", List.of("ip", "buf")));
        known.put(4, new EventShape("sched_switch", Map.of()));
        known.put(80, of("tracing_mark_write", List.of("pid", "trace_name", "trace_begin")));
        known.put(411, of("drm_sched_job", OLD_JOB));
        known.put(412, of("drm_run_job", OLD_JOB));
        known.put(413, of("drm_sched_process_job", List.of("fence")));
        known.put(414, of("dma_fence_init", FENCE));
        known.put(415, of("dma_fence_emit", FENCE));
        known.put(416, of("dma_fence_signaled", FENCE));
        known.put(417, of("dma_fence_wait_start", FENCE));
        known.put(418, of("dma_fence_wait_end", FENCE));
        known.put(591, of("drm_sched_job_add_dep", DEPENDENCY));
        known.put(592, of("drm_sched_job_done", List.of("fence_context", "fence_seqno")));
        known.put(593, of("drm_sched_job_queue", JOB));
        known.put(594, of("drm_sched_job_run", JOB));
        known.put(595, of("drm_sched_job_unschedulable", DEPENDENCY));
        return Map.copyOf(known);
    }

    /** The fields are numbered from 1. */
    private static EventShape of(String name, List<String> fields) {
        Map<Integer, String> numbers = new TreeMap<>();
        for (int i = 0; i < fields.size(); i++) {
            numbers.put(i + 1, fields.get(i));
        }
        return new EventShape(name, numbers);
    }

    /** Reads the description that a trace itself gives of an event without a field of its own: a message type of protocol buffers. */
    static EventShape described(ProtoCursor type) {
        String name = "";
        Map<Integer, String> fields = new TreeMap<>();
        while (type.next()) {
            switch (type.field()) {
                case 1 -> name = type.text();
                case 2 -> addField(fields, type.message());
                default -> type.skip();
            }
        }
        return new EventShape(withoutGroup(name), fields);
    }

    private static void addField(Map<Integer, String> fields, ProtoCursor field) {
        String name = "";
        long number = 0;
        while (field.next()) {
            switch (field.field()) {
                case 1 -> name = field.text();
                case 3 -> number = field.number();
                default -> field.skip();
            }
        }
        if (number > 0 && number <= Integer.MAX_VALUE) {
            fields.put((int) number, name);
        }
    }

    /** An event may be named with the group that it belongs to in front. */
    static String withoutGroup(String name) {
        return name.substring(
                Math.max(name.lastIndexOf('/'), Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'))) + 1);
    }
}
