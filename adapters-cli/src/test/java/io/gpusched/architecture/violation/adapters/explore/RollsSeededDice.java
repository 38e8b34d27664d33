package io.gpusched.architecture.violation.adapters.explore;

import java.util.Random;

/** Breaks nothing: the dice fall the same way each time. */
public final class RollsSeededDice {
    private final Random dice = new Random(7);

    int roll() {
        return dice.nextInt(6);
    }
}
