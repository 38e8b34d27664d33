package io.gpusched.testkit.explore;

import io.gpusched.adapters.executor.ElapsedTime;
import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Report;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.SearchSettings;
import io.gpusched.adapters.explore.Stage;
import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.replay.FindingShrinker;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.adapters.explore.replay.Replayed;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.ReflectionSupport;

/** Calls a test method once for every schedule; see {@link Explore}. */
final class ExploreExtension implements InvocationInterceptor, ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    /** {@inheritDoc} Returns null: each schedule has a stage of its own, and the method is called with that one. */
    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return null;
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> called,
            ExtensionContext context) {
        invocation.skip();
        Method method = called.getExecutable();
        Explore settings = method.getAnnotation(Explore.class);
        requireUsable(method, settings);
        Object test = called.getTarget().orElse(null);
        Scenario scenario = stage -> call(method, test, stage);
        if (settings.replay().isEmpty()) {
            explore(scenario, settings, method);
        } else {
            replay(scenario, settings);
        }
    }

    private static void requireUsable(Method method, Explore settings) {
        if (!Arrays.equals(method.getParameterTypes(), new Class<?>[] {Stage.class})) {
            throw new IllegalStateException(
                    method.getName() + " is called for each schedule with a stage; its one parameter is a Stage");
        }
        if (settings.schedules() < 1 || settings.steps() < 1) {
            throw new IllegalStateException("@Explore of " + method.getName() + " has " + settings.schedules()
                    + " schedules of " + settings.steps() + " steps; expected at least 1 of each");
        }
    }

    private static void call(Method method, @Nullable Object test, Stage stage) {
        try {
            ReflectionSupport.invokeMethod(method, test, stage);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Exception checked) { // what the method throws comes as it is
            throw new IllegalStateException("the scenario cannot be built", checked);
        }
    }

    private static void explore(Scenario scenario, Explore settings, Method method) {
        Guarantees guarantees = guarantees(settings);
        SearchSettings search = new SearchSettings(settings.strategy(), settings.seed(), settings.depth());
        Limits limits = new Limits(settings.schedules(), Limits.NO_LIMIT, settings.steps(), settings.repeated());
        Report report = new Explorer(scenario, guarantees, search, limits, new ElapsedTime()).explore();
        Finding found = report.finding();
        if (found != null) {
            Finding shrunk = new FindingShrinker(guarantees, settings.steps()).shrink(scenario, found);
            String token = ReplayToken.of(new ReplayToken.Subject.Named(method.getName()), guarantees, shrunk)
                    .text();
            throw new AssertionError(
                    message(shrunk, report) + "\n\nrepeat it with @Explore(replay = \"" + token
                            + "\", queue = QueueOrder." + settings.queue() + ", late = Lateness." + settings.late()
                            + ")",
                    shrunk.thrown());
        }
        if (report.cutShort() > 0) {
            throw new AssertionError(report.cutShort() + " of " + report.schedules()
                    + " schedules had not come to an end after "
                    + settings.steps() + " steps: something repeats for ever, such as a timeout that is always"
                    + " a false alarm; or raise @Explore(steps = ...)");
        }
    }

    private static String message(Finding found, Report report) {
        return found.violation() + "\nfound in schedule " + report.schedules()
                + "; the shortest history that was found:\n" + String.join("\n", found.lines());
    }

    private static void replay(Scenario scenario, Explore settings) {
        Replayed replayed = Replayed.of(scenario, guarantees(settings), ReplayToken.parse(settings.replay()));
        if (replayed.violation() != null) {
            List<String> lines = ScheduleHistory.lines(replayed.steps());
            String note = replayed.same() ? "" : "\n(something else happened than when the token was made)";
            throw new AssertionError(replayed.violation() + "\n" + String.join("\n", lines) + note);
        }
    }

    private static Guarantees guarantees(Explore settings) {
        return new Guarantees(settings.queue().queues(), settings.late());
    }
}
