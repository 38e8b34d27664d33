package io.gpusched.application.workload;

import static io.gpusched.application.workload.Flavour.Ingredient.CLIENT;
import static io.gpusched.application.workload.Flavour.Ingredient.CLOSE_ENTITY;
import static io.gpusched.application.workload.Flavour.Ingredient.DEPENDENCY;
import static io.gpusched.application.workload.Flavour.Ingredient.DISORDER;
import static io.gpusched.application.workload.Flavour.Ingredient.ERROR;
import static io.gpusched.application.workload.Flavour.Ingredient.FAULT;
import static io.gpusched.application.workload.Flavour.Ingredient.HANG;
import static io.gpusched.application.workload.Flavour.Ingredient.PRIORITY;
import static io.gpusched.application.workload.Flavour.Ingredient.READY;
import static io.gpusched.application.workload.Flavour.Ingredient.SCHEDULERS;
import static io.gpusched.application.workload.Flavour.Ingredient.SIGNAL_FENCE;
import static io.gpusched.application.workload.Flavour.Ingredient.START;
import static io.gpusched.application.workload.Flavour.Ingredient.STOP;
import static io.gpusched.application.workload.Flavour.Ingredient.TEARDOWN;
import static io.gpusched.application.workload.Flavour.Ingredient.TIMEOUT;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a random workload is rich in. The recorded cases of Linux's scheduler have the same flavours. */
public enum Flavour {
    /** Several rings, and nothing out of the ordinary. */
    BASIC(4, 4, 1, Map.of(ERROR, 15, SCHEDULERS, 6)),
    /** Many entities on one ring that change priority under each other. */
    CONTEND(1, 8, 1, Map.of(TIMEOUT, 10, PRIORITY, 60, CLIENT, 8)),
    /** A little of everything. */
    MIX(
            4,
            6,
            3,
            Map.of(TIMEOUT, 50, HANG, 15, ERROR, 10, CLIENT, 8, SCHEDULERS, 6, READY, 6, STOP, 4, START, 6, FAULT, 3)),
    /** Hangs and resets, and things that happen meanwhile. */
    RESETMIX(
            3,
            5,
            1,
            Map.of(TIMEOUT, 90, HANG, 35, ERROR, 15, PRIORITY, 4, STOP, 3, START, 5, CLOSE_ENTITY, 4, TEARDOWN, 4),
            OnTimeout.RESET),
    /** Entities that choose between rings, which come and go. */
    BALANCE(4, 6, 1, Map.of(ERROR, 15, TIMEOUT, 50, HANG, 8, SCHEDULERS, 25, READY, 20)),
    /** Hangs that are given up. */
    SIGNAL(2, 5, 1, Map.of(TIMEOUT, 100, HANG, 35, FAULT, 2), OnTimeout.SIGNAL),
    /** Submission that is paused and resumed. */
    PAUSE(2, 5, 1, Map.of(TIMEOUT, 30, HANG, 8, STOP, 25, START, 25)),
    /** Closed-loop clients. */
    CLIENTS(3, 4, 1, Map.of(TIMEOUT, 30, CLIENT, 40, PRIORITY, 5)),
    /** Faults, and jobs that wait for those of clients. */
    SPECIAL(1, 8, 1, Map.of(TIMEOUT, 40, HANG, 10, FAULT, 25, CLIENT, 12, PRIORITY, 12, DEPENDENCY, 50)),
    /** Entities that are closed and rings that are torn down. */
    CLOSE(4, 6, 2, Map.of(TIMEOUT, 60, HANG, 15, CLOSE_ENTITY, 12, TEARDOWN, 12)),
    /** Jobs that the hardware refuses or fails. */
    ERRORS(3, 4, 1, Map.of(ERROR, 60, TIMEOUT, 40, HANG, 5)),
    /** One entity whose jobs wait for each other. */
    OWN(3, 1, 3, Map.of(ERROR, 20, DEPENDENCY, 80, SCHEDULERS, 15)),
    /** Timeouts that are no hangs. */
    NOHANG(2, 5, 1, Map.of(TIMEOUT, 100, HANG, 25, CLIENT, 10), OnTimeout.NOHANG),
    /** Blocked entities that change priority, in lines that are out of order. */
    PRIOBLOCK(1, 5, 2, Map.of(DEPENDENCY, 50, PRIORITY, 50, DISORDER, 100)),
    /** Hangs and resets. */
    RESET(3, 5, 1, Map.of(TIMEOUT, 100, HANG, 40), OnTimeout.RESET),
    /** Entities that are closed while others wait for their jobs. */
    KILLDEPS(3, 5, 1, Map.of(TIMEOUT, 50, HANG, 15, DEPENDENCY, 80, CLOSE_ENTITY, 20, TEARDOWN, 8)),
    /** External fences. */
    FENCES(2, 4, 6, Map.of(DEPENDENCY, 70, SIGNAL_FENCE, 30)),
    /** Devices that go away. */
    ENODEV(4, 6, 1, Map.of(TIMEOUT, 100, HANG, 30, FAULT, 4), OnTimeout.ENODEV),
    /** Chains of dependencies. */
    DEPS(4, 6, 1, Map.of(DEPENDENCY, 95, ERROR, 5));

    private final int schedulers;
    private final int entities;
    private final int fences;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot change
    private final Map<Ingredient, Integer> shares;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot change
    private final List<OnTimeout> handlers;

    Flavour(int schedulers, int entities, int fences, Map<Ingredient, Integer> shares, OnTimeout... handlers) {
        this.schedulers = schedulers;
        this.entities = entities;
        this.fences = fences;
        this.shares = Map.copyOf(shares);
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
        READY(1),
        STOP(0),
        START(1),
        FAULT(0),
        CLOSE_ENTITY(0),
        TEARDOWN(0);

        private final int usual;

        Ingredient(int usual) {
            this.usual = usual;
        }
    }

    /** Returns the name as case files write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
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
        Integer own = shares.get(ingredient);
        return own == null ? ingredient.usual : own;
    }
}
