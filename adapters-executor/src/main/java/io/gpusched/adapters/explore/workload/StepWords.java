package io.gpusched.adapters.explore.workload;

import io.gpusched.application.event.Labels;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.Step;
import java.util.List;

/** Says in a few words what a step of a workload does. */
final class StepWords {
    private StepWords() {}

    static String of(Step step) {
        return switch (step) {
            case Step.Push push ->
                "push job " + push.job() + " to entity " + push.entity() + credits(push.credits()) + work(push.work())
                        + waits(push.dependencies());
            case Step.Signal signal ->
                "signal fence x" + signal.fence() + (signal.error() == null ? "" : " with " + signal.error());
            case Step.SetPriority set -> "set entity " + set.entity() + " to " + Labels.of(set.to()) + " priority";
            case Step.SetWeight set -> "set entity " + set.entity() + " to weight " + set.to();
            case Step.SetGroupWeight set -> "set group " + set.group() + " to weight " + set.to();
            case Step.SetSchedulers set -> "give entity " + set.entity() + " the schedulers " + set.to();
            case Step.SetEligible set ->
                "make scheduler " + set.scheduler() + (set.to() ? " eligible" : " not eligible");
            case Step.Stop stop -> "stop scheduler " + stop.scheduler();
            case Step.Start start -> "start scheduler " + start.scheduler();
            case Step.Fault fault -> "fault on scheduler " + fault.scheduler();
            case Step.Close close -> "close entity " + close.entity();
            case Step.Teardown teardown -> "tear down scheduler " + teardown.scheduler();
            case Step.Send send -> "send '" + send.message() + "' to scheduler " + send.scheduler();
            case Step.Script script -> "a recorded client begins";
            case Step.Client client -> "closed loop on entity " + client.entity() + " from job " + client.firstJob();
        };
    }

    private static String credits(int credits) {
        return credits == 1 ? "" : ", " + credits + " credits";
    }

    private static String work(GpuWork work) {
        String hangs = work.hangs() == 0 ? "" : ", hangs " + work.hangs() + " times";
        String refused = work.runError() == null ? "" : ", refused with " + work.runError();
        String fails = work.hardwareError() == null ? "" : ", fails with " + work.hardwareError();
        return hangs + refused + fails;
    }

    private static String waits(List<Dependency> dependencies) {
        StringBuilder words = new StringBuilder();
        for (Dependency each : dependencies) {
            words.append(words.isEmpty() ? ", after " : " and ").append(name(each));
        }
        return words.toString();
    }

    private static String name(Dependency dependency) {
        return switch (dependency) {
            case Dependency.Finished other -> "job " + other.job();
            case Dependency.Scheduled other -> "the start of job " + other.job();
            case Dependency.External external -> "fence x" + external.fence();
        };
    }
}
