package io.gpusched.files.trace;

/** Recognises lines of recorders whose output does not say enough, and says what to use in their place. */
final class WrongTool {
    private static final String PERF = "perf record -a -e 'gpu_scheduler:*,dma_fence:*' -o perf.data sleep 10; "
            + "perf script --ns -F comm,pid,tid,cpu,time,event,trace -i perf.data > t.txt";

    private WrongTool() {}

    /** Returns what is wrong with a line and what to do; empty if the line is of no recorder that is known. */
    static String of(String line) {
        int system = line.indexOf("gpu_scheduler:drm_");
        if (system >= 0 && line.indexOf('(', system) > 0) {
            return "this is what 'perf trace' prints, in a form of its own that changes from version to version; "
                    + "record with\n" + PERF;
        }
        boolean ktr = line.contains("drm_sched_job_queue 0x") || line.contains("drm_sched_job_run 0x");
        if (ktr || (line.contains("drm_sched_") && line.contains(", entity 0x"))) {
            return "this is FreeBSD's KTR, which names neither rings nor the ends of jobs; "
                    + "nothing can be read from it, so record on Linux";
        }
        return "";
    }
}
