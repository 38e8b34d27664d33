package io.gpusched.testkit.explore;

import io.gpusched.adapters.executor.ElapsedTime;
import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Report;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.Stage;
import io.gpusched.adapters.explore.Strategy;
import io.gpusched.adapters.explore.history.History;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.adapters.explore.replay.Replayed;
import io.gpusched.adapters.explore.replay.Shrinker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Calls a test method once for every schedule; see {@link Explore}. */
final class Exploration implements InvocationInterceptor, ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    /** {@inheritDoc} None: there is a stage for every schedule, and the method is called with that. */
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
        method.setAccessible(true);
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
            method.invoke(test, stage);
        } catch (InvocationTargetException thrown) {
            switch (thrown.getCause()) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case null, default ->
                    throw new IllegalStateException("the scenario cannot be built", thrown.getCause());
            }
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(method + " cannot be called", hidden);
        }
    }

    private static void explore(Scenario scenario, Explore settings, Method method) {
        Rules rules = rules(settings);
        Limits limits = new Limits(settings.schedules(), Limits.NONE, settings.steps(), settings.repeated());
        Report report = new Explorer(scenario, rules, strategy(settings), limits, new ElapsedTime()).explore();
        Finding found = report.finding();
        if (found != null) {
            Finding shrunk = new Shrinker(rules, settings.steps()).shrink(scenario, found);
            String token = ReplayToken.of(new ReplayToken.Subject.Named(method.getName()), rules, shrunk)
                    .text();
            throw new AssertionError(
                    message(shrunk, report) + "\n\nrepeat it with @Explore(replay = \"" + token + "\", queue = Promise."
                            + settings.queue() + ", timing = Timing." + settings.timing() + ")",
                    shrunk.thrown());
        }
        if (report.cutShort() > 0) {
            throw new AssertionError(report.cutShort() + " of " + report.schedules()
                    + " schedules had not come to an end after "
                    + settings.steps() + " steps: something goes round for ever, such as a timeout that is always"
                    + " a false alarm; or say @Explore(steps = ...)");
        }
    }

    private static String message(Finding found, Report report) {
        return found.violation() + "\nfound in schedule " + report.schedules()
                + "; the shortest history that was found:\n" + String.join("\n", found.lines());
    }

    private static void replay(Scenario scenario, Explore settings) {
        Replayed replayed = Replayed.of(scenario, rules(settings), ReplayToken.parse(settings.replay()));
        if (replayed.violation() != null) {
            List<String> lines = History.lines(replayed.steps());
            String note = replayed.same() ? "" : "\n(something else than when the token was made)";
            throw new AssertionError(replayed.violation() + "\n" + String.join("\n", lines) + note);
        }
    }

    private static Rules rules(Explore settings) {
        Queues queues = switch (settings.queue()) {
            case ORDERED -> Queues.ORDERED;
            case UNORDERED -> Queues.UNORDERED;
            case CONCURRENT -> Queues.CONCURRENT;
        };
        return new Rules(queues, settings.timing());
    }

    private static Strategy strategy(Explore settings) {
        return switch (settings.strategy()) {
            case RANDOM -> new Strategy.SeededRandom(settings.seed());
            case PCT -> new Strategy.Pct(settings.seed(), settings.depth());
            case EXHAUSTIVE -> new Strategy.Exhaustive();
        };
    }
}
