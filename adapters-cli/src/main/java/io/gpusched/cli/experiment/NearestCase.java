package io.gpusched.cli.experiment;

import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.BackendChoice;
import io.gpusched.application.workload.BackendProvider;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Providers;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.WorkRequest;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.casefile.CaseWriter;
import io.gpusched.files.trace.ReadingLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the workload nearest to a given one that a case can express. Times become whole microseconds, rings become serial and lose their own
 * policies, messages are left out, and the jobs of a recorded client come at the times at which it would submit them if no job took any time.
 * Rings, entities and fences get the names that cases give. A workload that a case can express changes only its names.
 */
public final class NearestCase {
    private static final long MICRO = 1_000;

    private NearestCase() {}

    /** Returns the nearest workload; nothing if the language of cases has no such workload, as with a policy that it does not know. */
    public static Optional<Workload> of(Workload workload) {
        List<TimedStep> steps = new ArrayList<>();
        workload.steps().forEach(each -> add(each, steps));
        Workload plain = new Workload(
                workload.policy(),
                workload.schedulers().stream().map(NearestCase::plain).toList(),
                workload.entities(),
                workload.fences(),
                steps,
                workload.untilNanos() == Nanos.NEVER ? Nanos.NEVER : wholeMicros(workload.untilNanos()));
        return named(plain);
    }

    /** Returns a workload with the names that cases give; nothing if a case cannot express it. */
    public static Optional<Workload> named(Workload workload) {
        return text(workload).flatMap(text -> read(text, providersOf(workload)));
    }

    /** A workload names its own policy and backends, so these are all that its text needs. */
    private static Providers providersOf(Workload workload) {
        Map<String, BackendProvider> backends = new TreeMap<>();
        for (SchedulerLine each : workload.schedulers()) {
            BackendChoice choice = each.backend();
            if (choice != null) {
                backends.put(choice.provider().name(), choice.provider());
            }
        }
        return new Providers(backends, Map.of(), null).withPolicy(workload.policy());
    }

    /** Returns a workload as the text of a case; nothing if a case cannot express it. */
    public static Optional<String> text(Workload workload) {
        try {
            String text = String.join("\n", CaseWriter.write(workload)) + "\n";
            return read(text, providersOf(workload)).isPresent() ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException inexpressible) {
            return Optional.empty();
        }
    }

    /** Reads the text of a case; returns nothing if it is none. */
    public static Optional<Workload> read(String text, Providers providers) {
        return CaseReader.read("case", text.lines().toList(), ReadingLimits.DEFAULTS, providers)
                .fold(problems -> Optional.empty(), Optional::of);
    }

    private static SchedulerLine plain(SchedulerLine line) {
        long timeout = line.timeoutNanos() == Nanos.NO_LIMIT
                ? Nanos.NO_LIMIT
                : Math.max(MICRO, wholeMicros(line.timeoutNanos()));
        return new SchedulerLine(
                line.name(),
                line.credits(),
                timeout,
                line.hangLimit(),
                line.onTimeout(),
                line.scoreOf(),
                RingKind.SERIAL,
                null,
                line.recovery(),
                line.backend());
    }

    private static void add(TimedStep timed, List<TimedStep> steps) {
        long at = wholeMicros(timed.atNanos());
        switch (timed.step()) {
            case Step.Push push -> steps.add(new TimedStep(at, plain(push)));
            case Step.Client client ->
                steps.add(new TimedStep(
                        at,
                        new Step.Client(
                                client.entity(),
                                client.firstJob(),
                                client.jobs(),
                                wholeMicros(client.jobNanos()),
                                wholeMicros(client.waitNanos()),
                                client.sync(),
                                client.cycles())));
            case Step.Script script -> {
                long when = timed.atNanos();
                for (Turn turn : script.turns()) {
                    when += turn.delayNanos();
                    steps.add(new TimedStep(wholeMicros(when), plain(turn.push())));
                }
            }
            case Step.Send message -> {
                // A case has no messages.
            }
            case Step.Signal same -> steps.add(new TimedStep(at, same));
            case Step.SetPriority same -> steps.add(new TimedStep(at, same));
            case Step.SetWeight same -> steps.add(new TimedStep(at, same));
            case Step.SetGroupWeight same -> steps.add(new TimedStep(at, same));
            case Step.SetSchedulers same -> steps.add(new TimedStep(at, same));
            case Step.SetEligible same -> steps.add(new TimedStep(at, same));
            case Step.Stop same -> steps.add(new TimedStep(at, same));
            case Step.Start same -> steps.add(new TimedStep(at, same));
            case Step.Fault same -> steps.add(new TimedStep(at, same));
            case Step.Close same -> steps.add(new TimedStep(at, same));
            case Step.Teardown same -> steps.add(new TimedStep(at, same));
        }
    }

    private static Step.Push plain(Step.Push push) {
        GpuWork work = push.work();
        return new Step.Push(
                push.job(),
                push.entity(),
                push.credits(),
                work.withDuration(wholeMicros(work.durationNanos())).withRequest(plain(work.request())),
                push.dependencies());
    }

    /** A case has deadlines, and no settings of work. */
    private static WorkRequest plain(WorkRequest request) {
        return request.deadlineNanos() == Nanos.NO_LIMIT
                ? WorkRequest.NONE
                : new WorkRequest(SettingValues.NONE, wholeMicros(request.deadlineNanos()));
    }

    private static long wholeMicros(long nanos) {
        return (nanos + MICRO - 1) / MICRO * MICRO;
    }
}
