package io.gpusched.cli.experiment;

import io.gpusched.cli.museum.Discovery;
import io.gpusched.cli.museum.Exhibit;
import io.gpusched.cli.museum.Expedition;
import io.gpusched.cli.museum.World;

/**
 * Whether an exhibit shows what it should, and nothing else does.
 *
 * @param exhibit the exhibit
 * @param found what was found in its world
 * @param seeds with how many other seeds it was looked for
 * @param seedsThatFind how many of them found something, if not always that the same rule breaks first
 * @param sound what was found without the change, with a hundred times the schedules, and at least {@link #LEAST_SCHEDULES}; or in
 *     every order, where that is no more
 */
public record Inspection(Exhibit exhibit, Discovery found, int seeds, int seedsThatFind, Discovery sound) {
    private static final long LEAST_SCHEDULES = 100_000;
    private static final int TIMES = 100;
    private static final int MOST_STEPS = 20;

    /**
     * Inspects an exhibit.
     *
     * @param seed to look with first; the others follow on
     */
    public static Inspection of(Exhibit exhibit, long seed, int seeds) {
        World world = Museum.open(exhibit);
        Expedition expedition = exhibit.expedition();
        Discovery first = world.explore(expedition.withSeed(seed));
        long most = first.schedules();
        int finds = 0;
        for (int i = 1; i <= seeds; i++) {
            Discovery other = world.explore(expedition.withSeed(seed + i));
            finds += other.isFound() ? 1 : 0;
            most = Math.max(most, other.schedules());
        }
        return new Inspection(exhibit, first, seeds, finds, sound(exhibit, Math.max(LEAST_SCHEDULES, TIMES * most)));
    }

    private static Discovery sound(Exhibit exhibit, long schedules) {
        World world = Museum.sound();
        Expedition expedition = exhibit.sound().within(schedules, Long.MAX_VALUE);
        Discovery all = world.explore(expedition.by("exhaustive"));
        return all.covered() || all.isFound() ? all : world.explore(expedition);
    }

    /** Tells whether the rule breaks that should, in a short history, with every seed, and in this world only. */
    public boolean isPassed() {
        return found.rule().equals(exhibit.rule())
                && found.history().size() <= MOST_STEPS
                && seedsThatFind == seeds
                && !sound.isFound();
    }
}
