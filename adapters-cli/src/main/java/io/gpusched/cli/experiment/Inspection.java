package io.gpusched.cli.experiment;

import io.gpusched.cli.museum.Discovery;
import io.gpusched.cli.museum.Exhibit;
import io.gpusched.cli.museum.Expedition;
import io.gpusched.cli.museum.World;

/**
 * The check of an exhibit: its bug is found, and the sound scheduler has no bug.
 *
 * @param exhibit the exhibit
 * @param found what was found in the world of the exhibit
 * @param seeds how many other seeds were tried
 * @param seedsThatFind how many of the other seeds found a broken rule, which need not be the rule of the exhibit
 * @param sound what was found without the change: in every order, or else with a hundred times the schedules, and at least {@link
 *     #LEAST_SCHEDULES}
 */
public record Inspection(Exhibit exhibit, Discovery found, int seeds, int seedsThatFind, Discovery sound) {
    private static final long LEAST_SCHEDULES = 100_000;
    private static final int TIMES = 100;
    private static final int MOST_STEPS = 20;

    /**
     * Inspects an exhibit.
     *
     * @param seed the first seed; the others follow on
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

    /** Tells whether the rule of the exhibit breaks, in a short history, every seed finds something, and the sound scheduler breaks no rule. */
    public boolean isPassed() {
        return found.rule().equals(exhibit.rule())
                && found.history().size() <= MOST_STEPS
                && seedsThatFind == seeds
                && !sound.isFound();
    }
}
