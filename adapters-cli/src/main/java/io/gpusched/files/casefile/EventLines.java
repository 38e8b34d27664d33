package io.gpusched.files.casefile;

import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.WorkRequest;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.GroupLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.EntityGroup;
import io.gpusched.files.problem.Problems;
import io.gpusched.files.problem.Token;
import io.gpusched.words.Shown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what happens in a case: the part of an {@code at} line behind the time. */
final class EventLines {
    private final Declarations declared;
    private final Problems problems;

    EventLines(Declarations declared, Problems problems) {
        this.declared = declared;
        this.problems = problems;
    }

    /**
     * Reads an event.
     *
     * @param rest the event and its fields
     * @return null if there is no such event, which is then a problem
     */
    @Nullable
    Step read(Token event, List<Token> rest) {
        return switch (event.text()) {
            case "push" -> push(event, rest);
            case "client" -> client(event, rest);
            case "signal" -> {
                Fields fields = fields(event, rest, "fence", "error");
                Errno error = fields.errnoOrZero("error");
                yield new Step.Signal(declared.fenceId(fields.required("fence")), error);
            }
            case "priority" -> {
                Fields fields = fields(event, rest, "entity", "to");
                yield new Step.SetPriority(entity(fields), Fields.priority(fields, "to"));
            }
            case "weight" -> {
                Fields fields = fields(event, rest, "entity", "to");
                yield new Step.SetWeight(entity(fields), fields.integer("to", 1, EntityGroup.MAX_WEIGHT));
            }
            case "group_weight" -> {
                Fields fields = fields(event, rest, "group", "to");
                GroupLine group = declared.group(fields.required("group"));
                int to = fields.integer("to", 1, EntityGroup.MAX_WEIGHT);
                yield group == null ? null : new Step.SetGroupWeight(group.name(), to);
            }
            case "schedulers" -> {
                Fields fields = fields(event, rest, "entity", "to");
                yield new Step.SetSchedulers(entity(fields), declared.schedulers(fields.required("to")));
            }
            case "ready" -> {
                Fields fields = fields(event, rest, "scheduler", "to");
                yield new Step.SetEligible(scheduler(fields), fields.flag("to"));
            }
            case "stop" -> new Step.Stop(scheduler(fields(event, rest, "scheduler")));
            case "start" -> new Step.Start(scheduler(fields(event, rest, "scheduler")));
            case "fault" -> new Step.Fault(scheduler(fields(event, rest, "scheduler")));
            case "teardown" -> new Step.Teardown(scheduler(fields(event, rest, "scheduler")));
            case "close" -> new Step.Close(entity(fields(event, rest, "entity")));
            default -> {
                problems.add(
                        event,
                        Shown.quoted(event.text())
                                + " is not an event; expected one of push, signal, priority, weight, group_weight, schedulers, ready, "
                                + "stop, start, fault, close, client, teardown");
                yield null;
            }
        };
    }

    private Step push(Token event, List<Token> rest) {
        Fields fields = fields(
                event,
                rest,
                "job",
                "entity",
                "credits",
                "duration_us",
                "hangs?",
                "run_error?",
                "hw_error?",
                "deps?",
                "deadline_us?");
        long job = declared.newJob(fields.required("job"));
        int credits = fields.integer("credits", 1, Integer.MAX_VALUE);
        GpuWork work = new GpuWork(
                fields.microsAsNanos("duration_us"),
                fields.integerOr("hangs", 0, 0, Fields.MAX_COUNT),
                fields.errnoOrNull("run_error"),
                fields.errnoOrNull("hw_error"),
                request(fields));
        List<Dependency> dependencies = fields.has("deps") ? declared.dependencies(fields.required("deps")) : List.of();
        return new Step.Push(job, entity(fields), credits, work, dependencies);
    }

    private static WorkRequest request(Fields fields) {
        return fields.has("deadline_us")
                ? new WorkRequest(SettingValues.NONE, 1_000 * fields.number("deadline_us", 1, Fields.MAX_MICROS))
                : WorkRequest.NONE;
    }

    private Step client(Token event, List<Token> rest) {
        Fields fields = fields(event, rest, "entity", "first_job", "jobs", "job_us", "wait_us", "sync", "cycles");
        int jobs = fields.integer("jobs", 1, Fields.MAX_COUNT);
        int cycles = fields.integer("cycles", 1, Fields.MAX_COUNT);
        long firstJob = declared.newJobs(fields.required("first_job"), (long) jobs * cycles);
        return new Step.Client(
                entity(fields),
                firstJob,
                jobs,
                fields.microsAsNanos("job_us"),
                fields.microsAsNanos("wait_us"),
                fields.flag("sync"),
                cycles);
    }

    private int entity(Fields fields) {
        return declared.entityId(fields.required("entity"));
    }

    private int scheduler(Fields fields) {
        return declared.schedulerId(fields.required("scheduler"));
    }

    private Fields fields(Token directive, List<Token> rest, String... known) {
        return new Fields(directive, rest.subList(1, rest.size()), problems, List.of(known));
    }
}
