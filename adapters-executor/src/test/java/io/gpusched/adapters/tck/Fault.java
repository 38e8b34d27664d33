package io.gpusched.adapters.tck;

/** What is wrong with a {@link ModelHardware}, with the rule that it breaks and the shape of hardware on which that shows. */
enum Fault {
    NONE("", Shape.OVERLAPPING),
    BLOCKS_IN_RUN("H-1.1", Shape.SERIAL),
    BLOCKS_IN_FREE("H-1.1", Shape.SERIAL),
    BLOCKS_FOR_EVER("H-1.1", Shape.SERIAL),
    BLOCKS_IN_CANCEL("H-1.2", Shape.SERIAL),
    BLOCKS_IN_TIMED_OUT("H-1.2", Shape.SERIAL),
    RETURNS_NULL("H-1.3", Shape.SERIAL),
    THROWS_IN_RUN("H-1.3", Shape.SERIAL),
    NEVER_COMPLETES("H-1.4", Shape.OVERLAPPING),
    LOSES_ONE_OF_29("H-1.4", Shape.OVERLAPPING),
    FAILS_INSTEAD_OF_REFUSING("H-1.5", Shape.SERIAL),
    KEEPS_NEEDLESS_WORK("H-1.6", Shape.SERIAL),
    KEEPS_WHAT_BEARS_AN_ERROR("H-1.7", Shape.OVERLAPPING),
    IS_KEYED_BY_PAYLOAD("H-1.8", Shape.OVERLAPPING),
    LOSES_ONE_OF_100("H-1.9", Shape.OVERLAPPING),
    FAILS_ALL("H-2.1", Shape.SERIAL),
    FORGETS_THE_ERROR("H-2.2", Shape.SERIAL),
    COMPLETES_TWICE("H-2.3", Shape.SERIAL),
    COMPLETES_INSIDE_RUN_AND_LATER("H-2.3", Shape.SERIAL),
    COMPLETES_THE_WRONG_JOB("H-2.4", Shape.OVERLAPPING),
    COMPLETES_WHAT_HANGS("H-2.5", Shape.SERIAL),
    IS_LAST_IN_FIRST_OUT("H-2.6", Shape.SERIAL),
    CLAIMS_TO_OVERLAP("H-2.7", Shape.OVERLAPPING),
    COMPLETES_WHAT_IT_REFUSED("H-2.8", Shape.SERIAL),
    COMPLETES_NEEDLESS_WORK("H-2.9", Shape.SERIAL),
    DIES_OF_FAILURES("H-2.10", Shape.SERIAL),
    FAILS_WITHOUT_AN_ERROR("H-2.11", Shape.SERIAL),
    COMPLETES_TOO_EARLY("H-2.12", Shape.SERIAL),
    SLEEPS_IN_FOR_EVER("H-2.13", Shape.SERIAL),
    CHANGES_ITS_MIND("H-3.1", Shape.SERIAL),
    HIDES_THAT_IT_OVERLAPS("H-3.2", Shape.OVERLAPPING),
    OVERLAPS_ELSEWHERE("H-3.3", Shape.SERIAL),
    HAS_LESS_ROOM_THAN_CREDITS("H-4.1", Shape.OVERLAPPING),
    NEVER_ENDS_BIG_JOBS("H-4.2", Shape.OVERLAPPING),
    COMPLETES_ONCE_PER_CREDIT("H-4.2", Shape.OVERLAPPING),
    GIVES_BACK_ONE_OF_MANY("H-4.3", Shape.OVERLAPPING),
    COUNTS_JOBS("H-4.4", Shape.OVERLAPPING),
    STAYS_BROKEN("H-5.1", Shape.SERIAL),
    HAS_NO_VERDICT("H-5.2", Shape.SERIAL),
    CLAIMS_A_RESET("H-5.3", Shape.SERIAL),
    SEES_NO_HANG("H-5.4", Shape.SERIAL),
    ENDS_TIMED_OUT_WORK_WELL("H-5.5", Shape.SERIAL),
    ENDS_TIMED_OUT_WORK_WITH_EINVAL("H-5.5", Shape.SERIAL),
    KILLS_AND_SAYS_NO_HANG("H-5.6", Shape.SERIAL),
    KILLS_ALL("H-5.7", Shape.OVERLAPPING),
    LOSES_THE_INNOCENT("H-5.8", Shape.RESETTING),
    LOSES_THE_LAST_INNOCENT("H-5.8", Shape.RESETTING),
    FAILS_THE_INNOCENT("H-5.9", Shape.RESETTING),
    COMPLETES_THE_FIRST_RUN_FOR_THE_SECOND("H-5.10", Shape.RESETTING),
    NEVER_BLAMES("H-5.11", Shape.RESETTING),
    NEVER_STARTS_AGAIN("H-5.12", Shape.RESETTING),
    RECOVERS_LATER("H-5.13", Shape.RESETTING),
    STARTS_WITHOUT_A_STOP("H-5.14", Shape.RESETTING),
    RECOVERS_TWICE_ONLY("H-5.15", Shape.SERIAL),
    KILLS_SLOW_WORK("H-5.16", Shape.SERIAL),
    GIVES_THE_DEVICE_UP("H-5.17", Shape.SERIAL),
    DOES_NOT_TELL_THE_LOSS("H-5.18", Shape.SERIAL),
    RESETS_ONE_RING_OF_TWO("H-5.19", Shape.SHARED_RESET),
    COMPLETES_HUNG_WORK_IN_THE_RESET("H-5.20", Shape.RESETTING),
    COMPLETES_OLD_RUNS("H-5.21", Shape.RESETTING),
    IGNORES_CANCEL("H-6.1", Shape.SERIAL),
    COMPLETES_AFTER_THE_CANCEL("H-6.3", Shape.SERIAL),
    CANCELS_LATE("H-6.4", Shape.SERIAL),
    CANCELS_ALL("H-6.5", Shape.OVERLAPPING),
    THROWS_AT_A_SECOND_CANCEL("H-6.6", Shape.SERIAL),
    THROWS_AT_A_CANCEL_OF_WHAT_IS_OVER("H-6.7", Shape.SERIAL),
    STALLS_AT_A_CANCELLED_JOB("H-6.8", Shape.SERIAL),
    THROWS_AT_TEARDOWN("H-6.9", Shape.SERIAL),
    IS_CLOSED_BY_A_TEARDOWN("H-6.10", Shape.SERIAL),
    KEEPS_THE_PLACE_OF_A_CANCELLED_JOB("H-6.11", Shape.SERIAL),
    COMPLETES_BY_TIMEOUT_AND_BY_CANCEL("H-6.12", Shape.SERIAL),
    LEAKS("H-7.1", Shape.SERIAL),
    FREES_TWICE("H-7.2", Shape.SERIAL),
    LEAKS_WHAT_IT_REFUSES("H-7.3", Shape.SERIAL),
    LEAKS_WHAT_TIMES_OUT("H-7.4", Shape.SERIAL),
    LEAKS_WHAT_IS_CANCELLED("H-7.5", Shape.SERIAL),
    LEAKS_AT_TEARDOWN("H-7.6", Shape.SERIAL),
    THROWS_AT_A_FREE_OF_WHAT_NEVER_RAN("H-7.7", Shape.SERIAL),
    COMPLETES_AFTER_FREE("H-7.8", Shape.SERIAL),
    PREPARES_FOR_EVER("H-8.1", Shape.SERIAL),
    THROWS_IN_PREPARE("H-8.2", Shape.SERIAL),
    THROWS_IN_DEADLINE("H-8.3", Shape.SERIAL),
    ENDS_AT_THE_DEADLINE("H-8.3", Shape.SERIAL),
    HAS_NOTHING_FOR_DEVICES("H-8.4", Shape.SERIAL),
    IS_KEYED_BY_NUMBER("H-8.5", Shape.OVERLAPPING),
    THROWS_AT_A_MESSAGE("H-8.6", Shape.SERIAL),
    ARMS_OFF_THE_WRITER("H-9.1", Shape.SERIAL),
    IS_DIFFERENT_EACH_TIME("H-9.2", Shape.SERIAL),
    HAS_A_THREAD("H-9.3", Shape.SERIAL),
    THROWS_WHEN_SLOW_WORK_ENDS("H-9.4", Shape.SERIAL);

    /** What kind of hardware it is. */
    enum Shape {
        /** One job at a time; a job that times out is killed. */
        SERIAL,
        /** Jobs side by side; a job that times out is killed. */
        OVERLAPPING,
        /** One job at a time; a timeout resets the ring. */
        RESETTING,
        /** As {@link #RESETTING}, with two rings that are reset together. */
        SHARED_RESET
    }

    private final String rule;
    private final Shape shape;

    Fault(String rule, Shape shape) {
        this.rule = rule;
        this.shape = shape;
    }

    String rule() {
        return rule;
    }

    Shape shape() {
        return shape;
    }
}
