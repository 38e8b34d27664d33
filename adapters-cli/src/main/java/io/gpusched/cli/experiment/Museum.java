package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.Explorer;
import io.gpusched.application.device.Device;
import io.gpusched.cli.museum.Exhibit;
import io.gpusched.cli.museum.MutatedWorld;
import io.gpusched.cli.museum.Mutation;
import io.gpusched.cli.museum.PatchedProgram;
import io.gpusched.cli.museum.World;
import io.gpusched.cli.wiring.Inside;
import io.gpusched.domain.sched.Entity;
import io.vavr.control.Either;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Opens the worlds in which exhibits are explored, and patches are tried. */
public final class Museum {
    private static final List<Class<?>> ANCHORS = List.of(
            Entity.class,
            Device.class,
            Explorer.class,
            Inside.usualBackend().getClass(),
            Either.class,
            NullMarked.class);

    private Museum() {}

    /** Opens the world of the sound scheduler. */
    public static World sound() {
        try {
            return open(Mutation.NONE);
        } catch (Mutation.Misfit impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Opens the world of an exhibit. */
    public static World open(Exhibit exhibit) {
        try {
            return open(Mutation.of(exhibit.patch()));
        } catch (Mutation.Misfit misfit) {
            throw new IllegalStateException("the change of exhibit " + exhibit.name() + ": " + misfit.getMessage());
        }
    }

    /**
     * Opens a world.
     *
     * @param mutation what is different in it; {@link Mutation#NONE} for the sound scheduler
     * @throws Mutation.Misfit if the mutation does not compile
     */
    public static World open(Mutation mutation) throws Mutation.Misfit {
        return MutatedWorld.of(mutation, World.class, ExploredWorld.class, ANCHORS);
    }

    /**
     * Opens a world for the whole program.
     *
     * @param mutation what is different in it
     * @param program the class that is the program; it has a public constructor without parameters
     * @throws Mutation.Misfit if the mutation does not compile
     */
    public static PatchedProgram program(Mutation mutation, Class<? extends PatchedProgram> program)
            throws Mutation.Misfit {
        return MutatedWorld.of(mutation, PatchedProgram.class, program, ANCHORS);
    }
}
