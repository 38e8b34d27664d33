package io.gpusched.application.provider;

/**
 * What a backend can do. It declares its capabilities; the contract kit skips each test that needs a capability which is not declared, and says so.
 * What is declared must be true: the kit tests that, too.
 */
public enum Capability {
    /** Jobs run side by side and end in any order, as {@code Hardware.overlaps} says. Without it jobs end in the order in which they were started. */
    OVERLAPPING("jobs run side by side and end in any order"),
    /** A running job that is cancelled ends early, with {@code ECANCELED}. Without it a cancelled job runs to its end. */
    CANCELS("a running job that is cancelled ends early"),
    /** The timeout handler can end the one job that timed out, and disturbs no other: its verdict is {@code KILLED}. */
    KILLS("the timeout handler ends the one job that timed out"),
    /** The timeout handler resets: it stops the scheduler, resets the hardware and starts the scheduler again; its verdict is {@code RESET}. */
    RESETS("the timeout handler stops, resets and starts again"),
    /** A reset runs the jobs again that were lost with it. Without it they end as cancelled. */
    RESUBMITS("a reset runs the lost jobs again"),
    /** A cancelled job may complete some time after the cancel. Without it the completion comes before {@code cancel} returns. */
    LATE_AFTER_CANCEL("a cancelled job may complete after cancel has returned"),
    /** Several jobs may be on the hardware at a time, and a job may take more than one credit. */
    CREDITS("several jobs at a time, and jobs of more than one credit"),
    /** A deadline makes a difference to the hardware. Without it deadlines are ignored. */
    DEADLINES("deadlines make a difference"),
    /** The driver has messages of its own that it wants done between jobs. */
    MESSAGES("the driver takes messages between jobs"),
    /** The hardware has dependencies of its own: {@code prepare} returns fences for some jobs. */
    PREPARES("some jobs wait for a fence of the hardware's own"),
    /** A reset concerns several rings of one device, and ends or resubmits the jobs of all of them. */
    SHARED_RESET("one reset for several rings"),
    /** The device can be lost: the verdict is {@code ENODEV}, or jobs end with {@code ENODEV}. */
    DEVICE_LOSS("the device can be lost"),
    /** Something beyond the writer works, such as a thread, a process or another machine: tests take real time. Without it all time is the writer's. */
    REAL_TIME("works in real time, with threads or machines of its own");

    private final String words;

    Capability(String words) {
        this.words = words;
    }

    /** Returns what it means, in a few words without a full stop. */
    public String words() {
        return words;
    }
}
