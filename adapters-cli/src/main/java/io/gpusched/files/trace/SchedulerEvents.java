package io.gpusched.files.trace;

import io.gpusched.files.trace.JobAssembly.JobFacts;
import java.util.List;

/**
 * Knows the events of the scheduler, under the names and with the fields that they had over the years, and amdgpu's own from before it
 * had any. Both may be in one trace; amdgpu's count only if the scheduler's are not there.
 *
 * @kernel drivers/gpu/drm/scheduler/gpu_scheduler_trace.h, amdgpu_trace.h, include/trace/events/dma_fence.h
 */
public final class SchedulerEvents {
    private final JobAssembly scheduler;
    private final JobAssembly amdgpu;

    /**
     * Makes a reader of events.
     *
     * @param mostJobs the most jobs and dependencies that are kept
     */
    public SchedulerEvents(int mostJobs) {
        this.scheduler = new JobAssembly(mostJobs);
        this.amdgpu = new JobAssembly(mostJobs);
    }

    /**
     * Takes an event.
     *
     * @param fields its fields; if one of them is wrong, they say so afterwards and nothing was taken
     */
    Taken accept(TraceEvent event, EventFields fields) {
        return switch (event.name()) {
            case "drm_sched_job_queue", "drm_sched_job" -> queued(event, fields, scheduler, job(event, fields));
            case "drm_sched_job_run", "drm_run_job" -> ran(event, fields, scheduler, job(event, fields));
            case "drm_sched_job_done", "drm_sched_process_job" -> done(event, fields);
            case "drm_sched_job_add_dep" -> depends(fields, false);
            case "drm_sched_job_unschedulable" -> depends(fields, true);
            case "drm_sched_job_wait_dep" -> waits(event, fields);
            case "amdgpu_cs_ioctl" -> queued(event, fields, amdgpu, amdgpuJob(event, fields));
            case "amdgpu_sched_run_job" -> ran(event, fields, amdgpu, amdgpuJob(event, fields));
            case "dma_fence_signaled" -> signaled(event, fields);
            default -> Taken.OF_NO_USE;
        };
    }

    /** Tells whether an event of that name may be one of those that are taken. */
    public static boolean mayConcern(String name) {
        return name.startsWith("drm_") || name.startsWith("amdgpu_") || name.startsWith("dma_fence_");
    }

    /** Tells whether an event of that name is what a program wrote into the trace. */
    public static boolean isMark(String name) {
        return name.equals("print") || name.equals("tracing_mark_write");
    }

    /** Returns the jobs that the trace tells of. */
    public JobAssembly jobs() {
        return scheduler.jobs().isEmpty() ? amdgpu : scheduler;
    }

    /** Tells whether there was any event of a job. */
    public boolean isEmpty() {
        return jobs().jobs().isEmpty() && jobs().unknownDone() == 0;
    }

    private static JobFacts job(TraceEvent event, EventFields fields) {
        FenceKey fence = fields.fence();
        String ring = fields.text("ring", "name");
        String device = fields.textOrEmpty("dev");
        if (!device.isEmpty() && ring.startsWith(device + ": ")) {
            // Perfetto tells rings apart by their names only, so our own export puts the device in front of them.
            ring = ring.substring(device.length() + 2);
        }
        if (!fence.isReused()) {
            return facts(fence, device, ring);
        }
        FenceKey entity = new FenceKey(event.source(), FenceKey.ADDRESS, fields.address("entity"));
        return new JobFacts(fence, entity, fields.number("id"), device, ring);
    }

    private static JobFacts amdgpuJob(TraceEvent event, EventFields fields) {
        boolean old = fields.find("context") >= 0;
        FenceKey fence =
                old ? new FenceKey(event.source(), fields.number("context"), fields.number("seqno")) : fields.fence();
        return facts(fence, "", fields.text("timeline", "ring_name"));
    }

    private static JobFacts facts(FenceKey fence, String device, String ring) {
        return new JobFacts(fence, fence.entity(), fence.number(), device, ring);
    }

    private static Taken queued(TraceEvent event, EventFields fields, JobAssembly jobs, JobFacts facts) {
        long clientId = fields.numberOr("client_id", "client_id", 0);
        List<FenceKey> dependencies = fields.fences("dependencies");
        if (fields.odd() != null) {
            return Taken.USED;
        }
        Taken taken = jobs.queued(facts, event, clientId);
        if (taken == Taken.USED) {
            dependencies.forEach(each -> jobs.depends(facts.fence(), each, false));
        }
        return taken;
    }

    private static Taken ran(TraceEvent event, EventFields fields, JobAssembly jobs, JobFacts facts) {
        long credits = fields.numberOr("hw job count", "hw_job_count", 0);
        return fields.odd() == null ? jobs.ran(facts, event, credits) : Taken.USED;
    }

    private Taken done(TraceEvent event, EventFields fields) {
        FenceKey fence = fields.fence();
        return fields.odd() == null && !scheduler.done(fence, event) ? Taken.REPEATED : Taken.USED;
    }

    private Taken depends(EventFields fields, boolean waited) {
        FenceKey fence = fields.fence();
        FenceKey dependency;
        int first = fields.find("fence");
        if (first < 0) {
            dependency = new FenceKey(fence.source(), fields.number("ctx"), fields.number("seqno"));
        } else {
            int second = fields.find("fence", first);
            dependency = second < 0 ? fields.missing("depends on fence") : fields.fenceAt(second);
        }
        if (fields.odd() == null) {
            scheduler.depends(fence, dependency, waited);
        }
        return Taken.USED;
    }

    private Taken waits(TraceEvent event, EventFields fields) {
        String ring = fields.text("ring", "name");
        long id = fields.number("id");
        FenceKey address = fields.fence();
        FenceKey dependency =
                new FenceKey(event.source(), fields.number("context", "ctx"), fields.number("seq", "seqno"));
        if (fields.odd() == null) {
            scheduler.depends(event.source(), ring, id, address, dependency);
        }
        return Taken.USED;
    }

    private Taken signaled(TraceEvent event, EventFields fields) {
        FenceKey fence = new FenceKey(event.source(), fields.number("context"), fields.number("seqno"));
        if (fields.odd() == null) {
            String driver = fields.find("driver") < 0 ? "" : fields.word("driver");
            scheduler.signaled(fence, event);
            if (driver.endsWith("_sched")) {
                amdgpu.signaledIfJob(fence, event);
            }
        }
        return Taken.USED;
    }
}
