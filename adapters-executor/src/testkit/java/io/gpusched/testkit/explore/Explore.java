package io.gpusched.testkit.explore;

import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Stage;
import io.gpusched.adapters.explore.order.Timing;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is run in many orders of events, in virtual time. The method takes a {@link Stage}, builds a device with its own hardware
 * or policy on it, says what clients do, and returns; it is called anew for every schedule, so it builds everything itself and keeps
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
 * <p>A failing test tells the shortest history that was found, and the token with which {@link #replay} repeats it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(Exploration.class)
public @interface Explore {
    /** How orders are chosen. */
    enum Way {
        /** By lot. */
        RANDOM,
        /** By priorities that are drawn, with {@link Explore#depth}. */
        PCT,
        /** All of them, each state once. */
        EXHAUSTIVE
    }

    /** What the work queues do with their promise. */
    enum Promise {
        /** They keep it. */
        ORDERED,
        /** One item at a time, in any order. */
        UNORDERED,
        /** Items overlap at port calls. */
        CONCURRENT
    }

    /** The most schedules to run, at least 1. */
    long schedules() default 10_000;

    /** How orders are chosen. */
    Way strategy() default Way.RANDOM;

    /** For {@link Way#PCT}: how many events must come in a certain order, at least 1. */
    int depth() default 3;

    /** The same seed makes the same schedules. */
    long seed() default 1;

    /** What the work queues do with their promise. */
    Promise queue() default Promise.ORDERED;

    /** How far time binds. */
    Timing timing() default Timing.WORK_LATE;

    /** The most steps that one schedule may take, at least 1. */
    int steps() default Limits.USUAL_STEPS;

    /** How many schedules are run twice and compared, to find what is not repeatable. */
    long repeated() default 20;

    /** A token from a failure: runs that one schedule, and no other. */
    String replay() default "";
}
