package io.gpusched.application.shared;

import java.util.concurrent.CompletionStage;

/** A job of a ring of a function that is not a call of that function: it occupies credits until its stage completes. */
interface Occupancy {
    /** Begins; called on the writer. */
    CompletionStage<?> begin();

    /** Asks for the end, because the job was given up; called on the writer. */
    default void interrupt() {}
}
