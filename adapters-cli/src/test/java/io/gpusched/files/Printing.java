package io.gpusched.files;

import io.gpusched.files.Happening.Life;
import io.gpusched.files.Happening.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The ways in which the kernel's tools print what happened. */
enum Printing {
    NEW_REPORT("%16s-%-5d [%03d] %6d.%06d: %-21s %s"),
    NEW_REPORT_NANOS("%16s-%-5d [%03d] %6d.%06d000: %-21s %s"),
    NEW_TRACEFS("%16s-%-7d [%03d] ..... %5d.%06d: %s %s"),
    NEW_TRACEFS_GROUPS("%16s-%-7d (-------) [%03d] d.h1. %5d.%06d: %s %s"),
    NEW_RAW("%16s-%-5d [%03d] %6d.%06d: %-21s %s") {
        @Override
        String queue(Life job, int inFlight) {
            return "name=" + ring(job) + " job_count=0 hw_job_count=" + inFlight + " dev=0000:01:00.0 " + fence(job)
                    + " client_id=" + (job.entity + 1);
        }

        @Override
        String done(Life job) {
            return fence(job);
        }

        @Override
        String dependency(Life job, Life other) {
            return "drm_sched_job_add_dep:  " + fence(job) + " ctx=" + awaitedContext(job, other) + " seqno="
                    + other.seqno;
        }

        private String fence(Life job) {
            return "fence_context=" + context(job) + " fence_seqno=" + job.seqno;
        }
    },
    BETWEEN("%16s-%-7d [%03d] d..1 %5d.%06d: %s %s") {
        @Override
        String name(Happening.Kind kind) {
            return OLD_REPORT.name(kind);
        }

        @Override
        String queue(Life job, int inFlight) {
            String list = String.join(
                    ", ",
                    job.awaited.stream()
                            .map(other -> fence(awaitedContext(job, other), other))
                            .toList());
            return "dev=0000:01:00.0, entity=0xffff" + job.entity + ", id=" + job.id + ", fence="
                    + fence(context(job), job) + ", ring=" + ring(job) + ", job count:0, hw job count:" + inFlight
                    + ", dependencies:{" + list + "}";
        }

        @Override
        String done(Life job) {
            return "fence=" + fence(context(job), job) + " signaled";
        }

        @Override
        List<String> dependencies(Life job) {
            return List.of();
        }

        private String fence(long context, Life job) {
            return "(context:" + context + ", seqno:" + job.seqno + ")";
        }
    },
    OLD_REPORT("%16s-%-5d [%03d] %6d.%06d: %-21s %s") {
        @Override
        String name(Happening.Kind kind) {
            return switch (kind) {
                case QUEUE -> "drm_sched_job:";
                case RUN -> "drm_run_job:";
                case DONE -> "drm_sched_process_job:";
            };
        }

        @Override
        String queue(Life job, int inFlight) {
            return "entity=0xffff91cb1000" + job.entity + ", id=" + job.id + ", fence=" + address(job) + ", ring="
                    + ring(job) + ", job count:0, hw job count:" + inFlight;
        }

        @Override
        String done(Life job) {
            return "fence=" + address(job) + " signaled";
        }

        @Override
        String dependency(Life job, Life other) {
            return "drm_sched_job_wait_dep: job ring=" + ring(job) + ", id=" + job.id + ", depends fence="
                    + address(other) + ", context=" + context(other) + ", seq=" + other.seqno;
        }

        @Override
        Predicate<Life> tells(Life job) {
            return other -> other.done > job.queued;
        }

        /** Few enough that they are used again, and so that no two jobs in flight have the same. */
        private String address(Life job) {
            return "0xffff91cb2a%06x".formatted(job.id % 61);
        }
    },
    AMDGPU("%16s-%-5d [%03d] %6d.%06d: %-21s %s") {
        @Override
        String name(Happening.Kind kind) {
            return switch (kind) {
                case QUEUE -> "amdgpu_cs_ioctl:";
                case RUN -> "amdgpu_sched_run_job:";
                case DONE -> "dma_fence_signaled:";
            };
        }

        @Override
        String queue(Life job, int inFlight) {
            return "sched_job=" + job.id + ", timeline=" + ring(job) + ", context=" + context(job) + ", seqno="
                    + job.seqno + ", ring_name=ffff91cb1ab1bdd0, num_ibs=1";
        }

        @Override
        String done(Life job) {
            return "driver=drm_sched timeline=" + ring(job) + " context=" + context(job) + " seqno=" + job.seqno;
        }

        @Override
        List<String> dependencies(Life job) {
            return List.of();
        }

        @Override
        Predicate<Life> tells(Life job) {
            return other -> false;
        }
    };

    private static final long FIRST_CONTEXT = 40;
    private final String layout;

    Printing(String layout) {
        this.layout = layout;
    }

    String print(Happening happening) {
        StringBuilder text = new StringBuilder();
        for (Moment moment : happening.moments) {
            Life job = moment.job();
            switch (moment.kind()) {
                case QUEUE -> {
                    line(text, moment, client(job.entity), name(moment.kind()), queue(job, moment.inFlight()));
                    for (String each : dependencies(job)) {
                        int space = each.indexOf(' ');
                        line(text, moment, client(job.entity), each.substring(0, space), each.substring(space + 1));
                    }
                }
                case RUN -> line(text, moment, "kworker/u128:0", name(moment.kind()), queue(job, moment.inFlight()));
                case DONE -> line(text, moment, "<idle>", name(moment.kind()), done(job));
            }
        }
        return text.toString();
    }

    private void line(StringBuilder text, Moment moment, String task, String name, String fields) {
        text.append(String.format(
                        Locale.ROOT,
                        layout,
                        task,
                        1_000 + moment.job().entity,
                        moment.job().id % 4,
                        moment.micros() / 1_000_000,
                        moment.micros() % 1_000_000,
                        name,
                        fields))
                .append('\n');
    }

    static String client(int entity) {
        return "game - " + entity;
    }

    static String ring(Life job) {
        return "gfx_" + job.ring;
    }

    /** An entity has two contexts: scheduled, finished. */
    static long context(Life job) {
        return FIRST_CONTEXT + 2L * job.entity + 1;
    }

    /** Between jobs of one ring the scheduled fence is named. */
    static long awaitedContext(Life job, Life other) {
        return job.ring == other.ring ? context(other) - 1 : context(other);
    }

    String name(Happening.Kind kind) {
        return switch (kind) {
            case QUEUE -> "drm_sched_job_queue:";
            case RUN -> "drm_sched_job_run:";
            case DONE -> "drm_sched_job_done:";
        };
    }

    String queue(Life job, int inFlight) {
        return "dev=0000:01:00.0, fence=" + context(job) + ":" + job.seqno + ", ring=" + ring(job)
                + ", job count:0, hw job count:" + inFlight + ", client_id:" + (job.entity + 1);
    }

    String done(Life job) {
        return "fence=" + context(job) + ":" + job.seqno + " signaled";
    }

    String dependency(Life job, Life other) {
        return "drm_sched_job_add_dep: fence=" + context(job) + ":" + job.seqno + " depends on fence="
                + awaitedContext(job, other) + ":" + other.seqno;
    }

    List<String> dependencies(Life job) {
        List<String> lines = new ArrayList<>();
        job.awaited.stream().filter(tells(job)).forEach(other -> lines.add(dependency(job, other)));
        return lines;
    }

    /** Picks the dependencies that can be told. */
    Predicate<Life> tells(Life job) {
        return other -> true;
    }

    /** Tells whether the scheduled fence is told from the finished one. */
    boolean tellsForms() {
        return this != OLD_REPORT;
    }
}
