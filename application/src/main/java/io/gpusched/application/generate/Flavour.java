package io.gpusched.application.generate;

import static io.gpusched.application.generate.Flavour.Ingredient.CLIENT;
import static io.gpusched.application.generate.Flavour.Ingredient.CLOSE_ENTITY;
import static io.gpusched.application.generate.Flavour.Ingredient.DEPENDENCY;
import static io.gpusched.application.generate.Flavour.Ingredient.DISORDER;
import static io.gpusched.application.generate.Flavour.Ingredient.ELIGIBLE;
import static io.gpusched.application.generate.Flavour.Ingredient.ERROR;
import static io.gpusched.application.generate.Flavour.Ingredient.FAULT;
import static io.gpusched.application.generate.Flavour.Ingredient.HANG;
import static io.gpusched.application.generate.Flavour.Ingredient.PRIORITY;
import static io.gpusched.application.generate.Flavour.Ingredient.SCHEDULERS;
import static io.gpusched.application.generate.Flavour.Ingredient.SIGNAL_FENCE;
import static io.gpusched.application.generate.Flavour.Ingredient.START;
import static io.gpusched.application.generate.Flavour.Ingredient.STOP;
import static io.gpusched.application.generate.Flavour.Ingredient.TEARDOWN;
import static io.gpusched.application.generate.Flavour.Ingredient.TIMEOUT;

import io.gpusched.application.event.Labels;
import io.gpusched.application.workload.OnTimeout;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of random workloads, by what they have much of. The recorded cases of Linux's scheduler have the same flavours. */
public enum Flavour {
    /** Several rings, and nothing out of the ordinary. */
    BASIC(4, 4, 1, List.of(ERROR.at(15), SCHEDULERS.at(6))),
    /** Many entities on one ring that change priority under each other. */
    CONTEND(1, 8, 1, List.of(TIMEOUT.at(10), PRIORITY.at(60), CLIENT.at(8))),
    /** A little of everything. */
    MIX(
            4,
            6,
            3,
            List.of(
                    TIMEOUT.at(50),
                    HANG.at(15),
                    ERROR.at(10),
                    CLIENT.at(8),
                    SCHEDULERS.at(6),
                    ELIGIBLE.at(6),
                    STOP.at(4),
                    START.at(6),
                    FAULT.at(3))),
    /** Hangs and resets, and things that happen meanwhile. */
    RESETMIX(
            3,
            5,
            1,
            List.of(
                    TIMEOUT.at(90),
                    HANG.at(35),
                    ERROR.at(15),
                    PRIORITY.at(4),
                    STOP.at(3),
                    START.at(5),
                    CLOSE_ENTITY.at(4),
                    TEARDOWN.at(4)),
            OnTimeout.RESET),
    /** Entities that choose between rings, which come and go. */
    BALANCE(4, 6, 1, List.of(ERROR.at(15), TIMEOUT.at(50), HANG.at(8), SCHEDULERS.at(25), ELIGIBLE.at(20))),
    /** Hangs that are given up. */
    SIGNAL(2, 5, 1, List.of(TIMEOUT.at(100), HANG.at(35), FAULT.at(2)), OnTimeout.SIGNAL),
    /** Submission that is paused and resumed. */
    PAUSE(2, 5, 1, List.of(TIMEOUT.at(30), HANG.at(8), STOP.at(25), START.at(25))),
    /** Closed-loop clients. */
    CLIENTS(3, 4, 1, List.of(TIMEOUT.at(30), CLIENT.at(40), PRIORITY.at(5))),
    /** Faults, and jobs that wait for those of clients. */
    SPECIAL(
            1,
            8,
            1,
            List.of(TIMEOUT.at(40), HANG.at(10), FAULT.at(25), CLIENT.at(12), PRIORITY.at(12), DEPENDENCY.at(50))),
    /** Entities that are closed and rings that are torn down. */
    CLOSE(4, 6, 2, List.of(TIMEOUT.at(60), HANG.at(15), CLOSE_ENTITY.at(12), TEARDOWN.at(12))),
    /** Jobs that the hardware refuses or fails. */
    ERRORS(3, 4, 1, List.of(ERROR.at(60), TIMEOUT.at(40), HANG.at(5))),
    /** One entity whose jobs wait for each other. */
    OWN(3, 1, 3, List.of(ERROR.at(20), DEPENDENCY.at(80), SCHEDULERS.at(15))),
    /** Timeouts that are no hangs. */
    NOHANG(2, 5, 1, List.of(TIMEOUT.at(100), HANG.at(25), CLIENT.at(10)), OnTimeout.NOHANG),
    /** Blocked entities that change priority, in lines that are out of order. */
    PRIOBLOCK(1, 5, 2, List.of(DEPENDENCY.at(50), PRIORITY.at(50), DISORDER.at(100))),
    /** Hangs and resets. */
    RESET(3, 5, 1, List.of(TIMEOUT.at(100), HANG.at(40)), OnTimeout.RESET),
    /** Entities that change priority and are moved between rings. */
    PRIOMOVE(4, 6, 2, List.of(PRIORITY.at(30), SCHEDULERS.at(8), ELIGIBLE.at(6), DEPENDENCY.at(10))),
    /** Entities that are closed while others wait for their jobs. */
    KILLDEPS(3, 5, 1, List.of(TIMEOUT.at(50), HANG.at(15), DEPENDENCY.at(80), CLOSE_ENTITY.at(20), TEARDOWN.at(8))),
    /** External fences. */
    FENCES(2, 4, 6, List.of(DEPENDENCY.at(70), SIGNAL_FENCE.at(30))),
    /** Devices that go away. */
    ENODEV(4, 6, 1, List.of(TIMEOUT.at(100), HANG.at(30), FAULT.at(4)), OnTimeout.ENODEV),
    /** Chains of dependencies. */
    DEPS(4, 6, 1, List.of(DEPENDENCY.at(95), ERROR.at(5))),
    /** Rings that are recovered together, step by step. */
    DOMAIN(
            4,
            6,
            1,
            List.of(TIMEOUT.at(100), HANG.at(35), FAULT.at(4), CLOSE_ENTITY.at(4), TEARDOWN.at(3), START.at(0)),
            OnTimeout.RESET);

    /** The flavours whose rings are recovered each on its own. */
    static final List<Flavour> WITHOUT_DOMAINS =
            Stream.of(values()).filter(each -> each != DOMAIN).toList();

    private final int schedulers;
    private final int entities;
    private final int fences;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot change
    private final List<Share> shares;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot change
    private final List<OnTimeout> handlers;

    Flavour(int schedulers, int entities, int fences, List<Share> shares, OnTimeout... handlers) {
        this.schedulers = schedulers;
        this.entities = entities;
        this.fences = fences;
        this.shares = List.copyOf(shares);
        this.handlers = List.of(handlers.length == 0 ? OnTimeout.values() : handlers);
    }

    /** What goes into a workload, and how much of it unless a flavour says otherwise. */
    enum Ingredient {
        /** Percentage of the schedulers that have a timeout. */
        TIMEOUT(20),
        /** Percentage of the jobs that hang. */
        HANG(3),
        /** Percentage of the jobs that fail. */
        ERROR(5),
        /** Percentage of the jobs that wait for something. */
        DEPENDENCY(30),
        /** Percentage of the workloads whose lines are out of order. */
        DISORDER(5),
        /** Percentages of the steps. What they leave are pushes. */
        CLIENT(2),
        SIGNAL_FENCE(4),
        PRIORITY(2),
        SCHEDULERS(1),
        ELIGIBLE(1),
        STOP(0),
        START(1),
        FAULT(0),
        CLOSE_ENTITY(0),
        TEARDOWN(0);

        private final int usual;

        Ingredient(int usual) {
            this.usual = usual;
        }

        private Share at(int percent) {
            return new Share(this, percent);
        }
    }

    /** So much of an ingredient, in percent. */
    private record Share(Ingredient ingredient, int percent) {}

    /** Returns the name as case files write it. */
    public String label() {
        return Labels.of(this);
    }

    /** Returns how many schedulers there are at most. */
    int schedulers() {
        return schedulers;
    }

    /** Returns how many entities there are at most. */
    int entities() {
        return entities;
    }

    /** Returns how many external fences there are at most. */
    int fences() {
        return fences;
    }

    /** Returns what timeouts may lead to. */
    List<OnTimeout> handlers() {
        return handlers;
    }

    /** Returns how much of an ingredient there is, in percent. */
    int percentageOf(Ingredient ingredient) {
        for (Share each : shares) {
            if (each.ingredient() == ingredient) {
                return each.percent();
            }
        }
        return ingredient.usual;
    }
}
