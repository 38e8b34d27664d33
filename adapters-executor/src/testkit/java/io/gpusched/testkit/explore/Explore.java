package io.gpusched.testkit.explore;

import io.gpusched.adapters.explore.SearchSettings;
import io.gpusched.adapters.explore.Stage;
import io.gpusched.adapters.explore.Strategy;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.QueueOrder;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is run in many orders of events, in virtual time. The method takes a {@link Stage}, builds a device with its own hardware
 * or policy on it, adds what clients do, and returns. It is called anew for every schedule, so it builds everything itself and keeps
 * nothing in fields. Every step is then checked.
 *
 * <pre>
 * &#64;Explore(schedules = 10_000)
 * void my_hardware_survives_every_order(Stage stage) {
 *     Device device = stage.device();
 *     Hardware mine = stage.hardware("mine", new MyHardware(stage.hardwareSide("mine")));
 *     Scheduler scheduler = device.addScheduler(settings, mine);
 *     Entity entity = device.addEntity(Priority.NORMAL, List.of(scheduler));
 *     stage.client("alice").then("submits", () -&gt; device.submit(new UnarmedJob(1, entity, 1, "payload")));
 *     stage.atEnd(() -&gt; assertThat(mine.isIdle()).isTrue());
 * }
 * </pre>
 *
 * <p>A failing test prints the shortest history that was found, and the token with which {@link #replay} repeats it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(ExploreExtension.class)
public @interface Explore {
    /** The most schedules to run, at least 1. */
    long schedules() default 10_000;

    /** Which schedules are run. */
    Strategy strategy() default Strategy.RANDOM;

    /** The PCT bug depth: the number of ordering constraints to hit, at least 1. */
    int depth() default SearchSettings.USUAL_DEPTH;

    /** The seed of the strategy: the same seed makes the same schedules. */
    long seed() default 1;

    /** Which order the work queues guarantee. */
    QueueOrder queue() default QueueOrder.ORDERED;

    /** What may be late. */
    Lateness late() default Lateness.WORK;

    /** The most steps that one schedule may take, at least 1. */
    int steps() default 5_000;

    /** How many of the first schedules run twice and are compared. */
    long repeated() default 20;

    /** A token from a failure: runs that one schedule and no other. */
    String replay() default "";
}
