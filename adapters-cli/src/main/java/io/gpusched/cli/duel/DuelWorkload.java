package io.gpusched.cli.duel;

import io.gpusched.application.workload.Workload;
import java.util.List;
import java.util.SplittableRandom;

/** A workload of a search, in a form that can be changed at random. Immutable. */
public sealed interface DuelWorkload permits GeneratedWorkload, NearbyWorkload {
    /** Returns the workload itself. */
    Workload workload();

    /** Returns in words how it differs from what was given to the search; nothing if nothing was. */
    List<String> changes();

    /** Returns a neighbour: the same with one thing changed. */
    DuelWorkload mutated(SplittableRandom random);

    /** Returns a workload that has something of this one and something of another one of the same search. */
    DuelWorkload crossed(DuelWorkload other, SplittableRandom random);

    /** Returns a workload of the same search that has nothing to do with this one. */
    DuelWorkload fresh(SplittableRandom random);
}
