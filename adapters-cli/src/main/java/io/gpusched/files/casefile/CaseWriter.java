package io.gpusched.files.casefile;

import io.gpusched.application.event.Labels;
import io.gpusched.application.provider.NamedChoice;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.GroupLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.time.Nanos;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes workloads as case files: what {@link CaseReader} reads as the same workload. {@code docs/case-format.md} describes the
 * language. Names of rings, entities and fences are not part of it.
 */
public final class CaseWriter {
    private static final long MICRO = 1_000;
    private final Workload workload;
    private final List<GroupLine> groups;
    private final List<String> lines = new ArrayList<>();

    private CaseWriter(Workload workload) {
        this.workload = workload;
        this.groups = workload.groups();
    }

    /**
     * Writes a workload.
     *
     * @return the lines, without their ends
     * @throws IllegalArgumentException if the language cannot say it: a time that is not a whole number of
     *     microseconds, a scripted client, a message, or a scheduler with a policy or a kind of ring of its own
     */
    public static List<String> write(Workload workload) {
        CaseWriter writer = new CaseWriter(workload);
        writer.write();
        return List.copyOf(writer.lines);
    }

    private void write() {
        lines.add("policy " + workload.policy().label());
        for (int id = 0; id < workload.schedulers().size(); id++) {
            lines.add("scheduler " + id + " " + fields(workload.schedulers().get(id)));
        }
        domains().forEach((plan, ids) -> lines.add(RecoveryFields.line(plan, list(ids))));
        for (int id = 0; id < groups.size(); id++) {
            GroupLine group = groups.get(id);
            lines.add("group " + id + " weight=" + group.weight()
                    + (group.parent() == null
                            ? ""
                            : " parent=" + id(group.parent().name())));
        }
        for (int id = 0; id < workload.entities().size(); id++) {
            EntityLine entity = workload.entities().get(id);
            lines.add("entity " + id + " priority=" + Labels.of(entity.priority()) + " schedulers="
                    + list(entity.schedulers()) + (entity.weight() == 1 ? "" : " weight=" + entity.weight())
                    + (entity.group() == null
                            ? ""
                            : " group=" + id(entity.group().name())));
        }
        for (int id = 0; id < workload.fences().size(); id++) {
            lines.add("fence " + external(id));
        }
        workload.steps().forEach(timed -> lines.add("at " + micros(timed.atNanos()) + " " + step(timed.step())));
        if (workload.untilNanos() != Nanos.NEVER) {
            lines.add("until " + micros(workload.untilNanos()));
        }
    }

    /** Returns the reset domains with their schedulers, in the order of the first of each. */
    private Map<RecoveryPlan, List<Integer>> domains() {
        Map<RecoveryPlan, List<Integer>> domains = new LinkedHashMap<>();
        for (int id = 0; id < workload.schedulers().size(); id++) {
            RecoveryPlan plan = workload.schedulers().get(id).describedRecovery();
            if (plan != null) {
                domains.computeIfAbsent(plan, it -> new ArrayList<>()).add(id);
            }
        }
        return domains;
    }

    /** Returns the id of a group, by its name. */
    private int id(String group) {
        for (int id = 0; id < groups.size(); id++) {
            if (groups.get(id).name().equals(group)) {
                return id;
            }
        }
        throw new IllegalArgumentException("the workload has no group " + group);
    }

    private String fields(SchedulerLine line) {
        if (!workload.policyOf(line).equals(workload.policy())) {
            throw new IllegalArgumentException("the case language has one policy for all schedulers, and " + line.name()
                    + " has its own, " + workload.policyOf(line).label());
        }
        if (line.ring() != RingKind.SERIAL) {
            throw new IllegalArgumentException(
                    "the case language has rings that run one job at a time, and " + line.name() + " is another kind");
        }
        String timeout = line.timeoutNanos() == Nanos.NO_LIMIT ? "none" : micros(line.timeoutNanos());
        String score = line.scoreOf() == SchedulerLine.OWN_SCORE ? "own" : "of:" + line.scoreOf();
        return "credits=" + line.credits() + " timeout_us=" + timeout + " hang_limit=" + line.hangLimit()
                + " on_timeout=" + Labels.of(line.onTimeout()) + " score=" + score
                + (line.backend() == null
                        ? ""
                        : " backend=" + word(line.backend().named()));
    }

    private static String word(NamedChoice choice) {
        if (!choice.isOneWord()) {
            throw new IllegalArgumentException(
                    "the case language has settings without spaces and commas, unlike those of " + choice.name());
        }
        return choice.toString();
    }

    private String step(Step step) {
        return switch (step) {
            case Step.Push push -> push(push);
            case Step.Client client ->
                "client entity=" + client.entity() + " first_job=" + client.firstJob() + " jobs=" + client.jobs()
                        + " job_us=" + micros(client.jobNanos()) + " wait_us=" + micros(client.waitNanos()) + " sync="
                        + flag(client.sync()) + " cycles=" + client.cycles();
            case Step.Script script ->
                throw new IllegalArgumentException("the case language has no scripted clients, such as that of job "
                        + script.turns().getFirst().push().job());
            case Step.Signal signal ->
                "signal fence=" + external(signal.fence()) + " error="
                        + (signal.error() == null ? 0 : signal.error().number());
            case Step.SetPriority set -> "priority entity=" + set.entity() + " to=" + Labels.of(set.to());
            case Step.SetWeight set -> "weight entity=" + set.entity() + " to=" + set.to();
            case Step.SetGroupWeight set -> "group_weight group=" + id(set.group()) + " to=" + set.to();
            case Step.SetSchedulers set -> "schedulers entity=" + set.entity() + " to=" + list(set.to());
            case Step.SetEligible set -> "ready scheduler=" + set.scheduler() + " to=" + flag(set.to());
            case Step.Stop stop -> "stop scheduler=" + stop.scheduler();
            case Step.Start start -> "start scheduler=" + start.scheduler();
            case Step.Fault fault -> "fault scheduler=" + fault.scheduler();
            case Step.Close close -> "close entity=" + close.entity();
            case Step.Teardown teardown -> "teardown scheduler=" + teardown.scheduler();
            case Step.Send send ->
                throw new IllegalArgumentException(
                        "the case language has no messages, such as " + Shown.quoted(send.message()));
        };
    }

    private static String push(Step.Push push) {
        GpuWork work = push.work();
        StringBuilder line = new StringBuilder("push job=" + push.job() + " entity=" + push.entity() + " credits="
                + push.credits() + " duration_us=" + micros(work.durationNanos()));
        if (work.hangs() > 0) {
            line.append(" hangs=").append(work.hangs());
        }
        appendError(line, "run_error", work.runError());
        appendError(line, "hw_error", work.hardwareError());
        if (!work.settings().given().isEmpty()) {
            throw new IllegalArgumentException(
                    "the case language has no settings of work, such as those of job " + push.job());
        }
        if (work.request().deadlineNanos() != Nanos.NO_LIMIT) {
            line.append(" deadline_us=").append(micros(work.request().deadlineNanos()));
        }
        if (!push.dependencies().isEmpty()) {
            line.append(" deps=")
                    .append(push.dependencies().stream().map(CaseWriter::fence).collect(Collectors.joining(",")));
        }
        return line.toString();
    }

    private static void appendError(StringBuilder line, String field, @Nullable Errno error) {
        if (error != null) {
            line.append(' ').append(field).append('=').append(error.number());
        }
    }

    private static String fence(Dependency dependency) {
        return switch (dependency) {
            case Dependency.Finished other -> "j" + other.job();
            case Dependency.Scheduled other -> "j" + other.job() + ".s";
            case Dependency.External external -> external(external.fence());
        };
    }

    /** The language has names of its own for external fences. */
    private static String external(int fence) {
        return "x" + fence;
    }

    private static String micros(long nanos) {
        if (nanos % MICRO != 0) {
            throw new IllegalArgumentException(nanos + " ns is not a whole number of microseconds");
        }
        return Long.toString(nanos / MICRO);
    }

    private static String list(List<Integer> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }
}
