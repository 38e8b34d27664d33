package io.gpusched.files.casefile;

import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.workload.BrokenRule;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.GroupLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.problem.Problems;
import io.gpusched.files.problem.Token;
import io.gpusched.files.trace.ReadingLimits;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the declarations of a case, and checks that what its lines name exists. */
final class Declarations {
    private static final long MAX_JOB = 1_000_000_000_000L;
    private final Problems problems;
    private final ReadingLimits limits;
    private final List<SchedulerLine> schedulers = new ArrayList<>();
    private final List<EntityLine> entities = new ArrayList<>();
    private final List<GroupLine> groups = new ArrayList<>();
    private final List<String> fences = new ArrayList<>();
    private final List<TimedStep> steps = new ArrayList<>();
    private final List<Token> places = new ArrayList<>();
    private final List<Awaited> awaited = new ArrayList<>();
    private final TreeMap<Long, JobRange> jobs = new TreeMap<>();
    private boolean policyGiven;
    private @Nullable Policy policy;
    private @Nullable Token until;
    private long untilNanos = Nanos.NEVER;
    private long jobsLeft;

    /** A job that some line waits for, to be checked when all pushes are known. */
    private record Awaited(Token at, long job, int stepIndex) {}

    /** Jobs with consecutive ids that one step pushes. */
    private record JobRange(long count, int stepIndex) {}

    Declarations(Problems problems, ReadingLimits limits) {
        this.problems = problems;
        this.limits = limits;
        this.jobsLeft = limits.jobs();
    }

    Workload toWorkload(Function<Workload, List<BrokenRule>> rules) {
        if (!policyGiven) {
            problems.add(0, 0, "the case has no policy; add a line 'policy rr', 'policy fifo' or 'policy fair'");
        }
        if (schedulers.isEmpty()) {
            problems.add(
                    0,
                    0,
                    "the case has no scheduler; add a line such as 'scheduler 0 credits=1 timeout_us=none "
                            + "hang_limit=0 on_timeout=signal score=own'");
        }
        checkAwaited();
        Workload workload = new Workload(
                policy == null ? Policies.DEFAULT : policy, schedulers, entities, fences, steps, untilNanos);
        if (problems.isEmpty()) {
            rules.apply(workload).forEach(this::addBroken);
        }
        return workload;
    }

    private void addBroken(BrokenRule broken) {
        if (broken.step() == BrokenRule.MACHINE) {
            problems.add(0, 0, "the case breaks a rule: " + broken.rule());
        } else {
            Token place = places.get(broken.step());
            problems.add(place, Shown.quoted(place.text()) + " breaks a rule: " + broken.rule());
        }
    }

    /** Takes the policy; null if the line names none that exists. */
    void policy(Token at, @Nullable Policy chosen) {
        if (policyGiven) {
            problems.add(at, "the policy is given twice; remove one");
        }
        policyGiven = true;
        policy = chosen;
    }

    void scheduler(Token id, SchedulerLine line) {
        expectNext(id, "scheduler", schedulers.size());
        schedulers.add(line);
    }

    /** Puts schedulers into a reset domain. */
    void recovery(Token at, List<Integer> ids, RecoveryPlan plan) {
        for (SchedulerLine each : schedulers) {
            RecoveryPlan described = each.describedRecovery();
            if (described != null && described.name().equals(plan.name())) {
                problems.add(at, "there is already a recovery " + Shown.quoted(plan.name()) + "; choose another name");
                break;
            }
        }
        for (int id : ids) {
            if (id < schedulers.size()) {
                if (schedulers.get(id).describedRecovery() != null) {
                    problems.add(at, "scheduler " + id + " has a recovery already; give it one");
                }
                schedulers.set(id, schedulers.get(id).withRecovery(plan));
            }
        }
    }

    void entity(Token id, EntityLine line) {
        expectNext(id, "entity", entities.size());
        entities.add(line);
    }

    void group(Token id, int weight, @Nullable GroupLine parent) {
        expectNext(id, "group", groups.size());
        groups.add(new GroupLine(groupName(groups.size()), weight, parent));
    }

    /** Returns the name of a group, which has an id in a case. */
    static String groupName(int id) {
        return "group " + id;
    }

    /** Returns a group that was declared, or null. */
    @Nullable
    GroupLine group(Token id) {
        int known = known(id, "group", groups.size());
        return groups.isEmpty() ? null : groups.get(known);
    }

    void fence(Token name) {
        String expected = "x" + fences.size();
        if (fences.contains(name.text())) {
            problems.add(
                    name,
                    "fence " + Shown.quoted(name.text()) + " is declared twice; expected " + Shown.quoted(expected)
                            + " here");
        } else if (!name.text().equals(expected)) {
            problems.add(
                    name,
                    "fence " + Shown.quoted(name.text()) + " is out of order; expected " + Shown.quoted(expected)
                            + " here");
        }
        fences.add(name.text());
    }

    void until(Token at, long nanos) {
        until = at;
        untilNanos = nanos;
    }

    void requireNotAfterUntil(Token directive) {
        if (until != null) {
            problems.add(directive, Shown.quoted(directive.text()) + " follows 'until', which must be the last line");
        }
    }

    void step(Token at, long nanos, Step step) {
        steps.add(new TimedStep(nanos, step));
        places.add(at);
    }

    long newJob(Token id) {
        return newJobs(id, 1);
    }

    long newJobs(Token id, long count) {
        if (id.text().isEmpty()) {
            return 0;
        }
        long first = Fields.number(id, "job", 0, MAX_JOB, problems);
        boolean fitted = jobsLeft >= 0;
        jobsLeft -= Math.min(count, limits.jobs() + 1L);
        if (fitted && jobsLeft < 0) {
            problems.add(
                    id,
                    "the case pushes more than " + limits.jobs() + " jobs; expected fewer, or "
                            + ReadingLimits.JOBS_OPTION + " N to allow more");
        }
        Map.Entry<Long, JobRange> before = jobs.floorEntry(first + count - 1);
        if (before != null && before.getKey() + before.getValue().count() > first) {
            problems.add(id, "job " + Math.max(first, before.getKey()) + " is pushed twice; job ids are unique");
        } else {
            jobs.put(first, new JobRange(count, steps.size()));
        }
        return first;
    }

    int scoreOf(Token value) {
        if (value.text().equals("own") || value.text().isEmpty()) {
            return SchedulerLine.OWN_SCORE;
        }
        if (!value.text().startsWith("of:")) {
            problems.add(
                    value,
                    "'score' is " + Shown.quoted(value.text())
                            + "; expected 'own' or 'of:' and the id of an earlier scheduler");
            return SchedulerLine.OWN_SCORE;
        }
        return schedulerId(value.part(3, value.text().length()));
    }

    int schedulerId(Token id) {
        return known(id, "scheduler", schedulers.size());
    }

    int entityId(Token id) {
        return known(id, "entity", entities.size());
    }

    int fenceId(Token name) {
        int index = fences.indexOf(name.text());
        if (index < 0 && !name.text().isEmpty()) {
            problems.add(
                    name,
                    "there is no fence " + Shown.quoted(name.text()) + "; declare it above with 'fence " + name.text()
                            + "'");
        }
        return Math.max(index, 0);
    }

    List<Integer> schedulers(Token list) {
        if (list.text().isEmpty()) {
            return List.of(0);
        }
        return list.list().stream().map(this::schedulerId).toList();
    }

    List<Dependency> dependencies(Token list) {
        List<Dependency> dependencies = new ArrayList<>();
        for (Token each : list.list()) {
            if (each.text().startsWith("j")) {
                dependencies.add(jobFence(each));
            } else {
                dependencies.add(new Dependency.External(fenceId(each)));
            }
        }
        return dependencies;
    }

    private Dependency jobFence(Token name) {
        boolean scheduled = name.text().endsWith(".s");
        Token number = name.part(1, name.text().length() - (scheduled ? 2 : 0));
        long job = Fields.number(number, "job", 0, MAX_JOB, problems);
        awaited.add(new Awaited(name, job, steps.size()));
        return scheduled ? new Dependency.Scheduled(job) : new Dependency.Finished(job);
    }

    private void checkAwaited() {
        for (Awaited each : awaited) {
            Integer push = pushOf(each.job());
            if (push == null) {
                problems.add(
                        each.at(),
                        "job " + each.job() + " is waited for but never pushed; add a 'push job=" + each.job()
                                + "' line");
            } else if (each.stepIndex() < steps.size() && !isBefore(push, each.stepIndex())) {
                problems.add(each.at(), "job " + each.job() + " is waited for before it is pushed; push it earlier");
            }
        }
    }

    /** Returns the index of the step that pushes a job, or null; the later cycles of a client count as pushed when it starts. */
    private @Nullable Integer pushOf(long job) {
        Map.Entry<Long, JobRange> range = jobs.floorEntry(job);
        return range != null && job < range.getKey() + range.getValue().count()
                ? range.getValue().stepIndex()
                : null;
    }

    private boolean isBefore(int a, int b) {
        long first = steps.get(a).atNanos();
        long second = steps.get(b).atNanos();
        return first < second || (first == second && a < b);
    }

    private void expectNext(Token id, String kind, int next) {
        if (!id.text().equals(Integer.toString(next))) {
            problems.add(
                    id,
                    "the id of this " + kind + " is " + Shown.quoted(id.text()) + "; expected " + next
                            + ", since ids count from 0 in the order of the lines");
        }
    }

    private int known(Token id, String kind, int count) {
        if (id.text().isEmpty()) {
            return 0;
        }
        long number = Fields.number(id, kind, 0, Integer.MAX_VALUE, problems);
        if (number >= count) {
            problems.add(
                    id,
                    "there is no " + kind + " " + id.text() + "; declared so far: "
                            + (count == 0 ? "none" : "0 to " + (count - 1)));
            return 0;
        }
        return (int) number;
    }
}
