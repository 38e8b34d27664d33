package io.gpusched.cli.sweep;

import java.util.List;
import java.util.function.IntConsumer;

/** Somebody who sees to it that shards are finished. */
@FunctionalInterface
public interface ShardPlayer {
    /**
     * Returns when all of the shards are in the folder of the study.
     *
     * @param shards their numbers, in the order in which they are needed
     * @param finished receives the number of each as soon as it is there, in any order
     */
    void play(List<Integer> shards, IntConsumer finished);
}
