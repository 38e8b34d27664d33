package io.gpusched.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Events that people record in the hope that they help, and why they do not. */
final class UselessEvents {
    private UselessEvents() {}

    /** Returns what to say about the kinds of events of a trace that holds no whole job, a part of a sentence for each. */
    static List<String> of(Set<String> kinds) {
        List<String> words = new ArrayList<>();
        if (anyBegins(kinds, "xe_")) {
            words.add("the xe_ events are the driver's own and do not name the job or its client");
        }
        if (anyBegins(kinds, "i915_")) {
            words.add("i915 schedules by itself and passes none of the scheduler's tracepoints");
        }
        if (kinds.contains("amd_sched_job") || kinds.contains("amd_sched_process_job")) {
            words.add("the amd_sched_ events of Linux before 4.16 do not say when a job goes to the ring");
        }
        if (kinds.contains("drm_sched_job") && !kinds.contains("drm_run_job")) {
            words.add("drm_run_job, which shows when a job goes to the ring, is not here; "
                    + "Linux before 5.7 has no such event");
        }
        boolean amdgpuJobs = kinds.contains("amdgpu_cs_ioctl") || kinds.contains("amdgpu_sched_run_job");
        if (amdgpuJobs && !kinds.contains("dma_fence_signaled")) {
            words.add("amdgpu's events show when a job was queued and when it ran; "
                    + "when it was done shows in dma_fence_signaled, which is not here");
        } else if (!amdgpuJobs && anyBegins(kinds, "amdgpu_")) {
            words.add("these amdgpu_ events do not say when jobs are queued or run");
        }
        return words;
    }

    private static boolean anyBegins(Set<String> kinds, String prefix) {
        return kinds.stream().anyMatch(kind -> kind.startsWith(prefix));
    }
}
