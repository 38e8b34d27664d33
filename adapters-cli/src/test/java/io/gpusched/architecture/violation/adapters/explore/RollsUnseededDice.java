package io.gpusched.architecture.violation.adapters.explore;

import java.util.Random;

/** An exploration that nobody can repeat. */
public final class RollsUnseededDice {
    private final Random dice = new Random();

    int roll() {
        return dice.nextInt(6);
    }
}
