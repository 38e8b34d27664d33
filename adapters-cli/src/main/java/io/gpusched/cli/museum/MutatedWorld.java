package io.gpusched.cli.museum;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A world whose classes are the program's own, except for those that a mutation changes. It defines all of them anew, so that nothing outside
 * ever meets a changed class; it shares the libraries. Assertions are on, because in a search for faults they count.
 */
public final class MutatedWorld extends ClassLoader {
    private static final String OURS = "io.gpusched.";
    private static final List<String> SHARED = List.of(
            World.class.getName(),
            Expedition.class.getName(),
            Discovery.class.getName(),
            PatchedProgram.class.getName());

    private final Map<String, byte[]> changed;

    private MutatedWorld(Map<String, byte[]> changed) {
        super("mutated", MutatedWorld.class.getClassLoader());
        this.changed = changed;
        setDefaultAssertionStatus(true);
    }

    /**
     * Makes a world.
     *
     * @param mutation what is different in it
     * @param face what is known of the inhabitant outside: {@link World} or {@link PatchedProgram}
     * @param inhabitant the class that lives there; it has a public constructor without parameters
     * @param anchors classes whose jars or folders hold what the changed sources need
     * @throws Mutation.Misfit if the mutation does not compile
     */
    public static <W> W of(Mutation mutation, Class<W> face, Class<? extends W> inhabitant, List<Class<?>> anchors)
            throws Mutation.Misfit {
        ClassLoader loader = new MutatedWorld(Workshop.compile(mutation, anchors));
        try {
            return face.cast(
                    loader.loadClass(inhabitant.getName()).getConstructor().newInstance());
        } catch (ReflectiveOperationException unfit) {
            throw new IllegalStateException(inhabitant + " cannot be loaded in another world", unfit);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || SHARED.contains(name)) {
            return super.loadClass(name, resolve);
        }
        // The JVM calls with one thread at a time, since this loader is not registered as parallel capable.
        Class<?> known = findLoadedClass(name);
        return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] code = changed.get(name);
        if (code == null) {
            code = original(name);
        }
        return defineClass(name, code, 0, code.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
