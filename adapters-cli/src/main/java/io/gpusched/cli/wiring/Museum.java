package io.gpusched.cli.wiring;

import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.gpusim.SimulatedGpu;
import io.gpusched.application.device.Device;
import io.gpusched.cli.museum.Discovery;
import io.gpusched.cli.museum.Exhibit;
import io.gpusched.cli.museum.Expedition;
import io.gpusched.cli.museum.MutatedWorld;
import io.gpusched.cli.museum.Mutation;
import io.gpusched.cli.museum.World;
import io.gpusched.domain.sched.Entity;
import io.vavr.control.Either;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Opens the worlds that exhibits live in. */
public final class Museum {
    private static final List<Class<?>> ANCHORS = List.of(
            Entity.class, Device.class, Explorer.class, SimulatedGpu.class, Either.class, NullMarked.class);

    private static final long LEAST_SCHEDULES = 100_000;

    private Museum() {}

    /** Opens the world of an exhibit. */
    public static World open(Exhibit exhibit) {
        try {
            return open(Mutation.of(exhibit.patch()));
        } catch (Mutation.Misfit misfit) {
            throw new IllegalStateException("the change of exhibit " + exhibit.name() + ": " + misfit.getMessage());
        }
    }

    /**
     * Looks for the same without the change, with a hundred times the schedules that the bug took to find, and at least 100,000; first
     * in every order, if those can be counted.
     */
    public static Discovery sound(Exhibit exhibit, Discovery found) {
        long schedules = Math.max(LEAST_SCHEDULES, 100 * found.schedules());
        try {
            World world = open(Mutation.NONE);
            Expedition expedition = exhibit.sound().within(schedules, Long.MAX_VALUE);
            Discovery all = world.explore(expedition.by("exhaustive"));
            return all.covered() || all.isFound() ? all : world.explore(expedition);
        } catch (Mutation.Misfit impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Opens a world.
     *
     * @param mutation what is different in it; {@link Mutation#NONE} for the world as it should be
     * @throws Mutation.Misfit if that does not compile
     */
    public static World open(Mutation mutation) throws Mutation.Misfit {
        return MutatedWorld.of(mutation, ExploredWorld.class, ANCHORS);
    }
}
