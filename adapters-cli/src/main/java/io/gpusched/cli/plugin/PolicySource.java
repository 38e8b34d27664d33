package io.gpusched.cli.plugin;

import io.gpusched.application.provider.NamedChoice;
import io.gpusched.domain.order.KeyPolicy;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.Input;
import io.gpusched.files.TextFiles;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.trace.ReadingLimits;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a policy of one Java source file, which needs no build: {@code --policy Edf.java}. */
public final class PolicySource {
    private static final String EXTENSION = ".java";

    /** Whoever writes a policy needs the types of these, and of nothing else. */
    private static final List<Class<?>> ANCHORS = List.of(Policy.class, Nanos.class, NamedChoice.class);

    private PolicySource() {}

    /** Tells whether a word names a source file, and not a policy that is there. */
    public static boolean isMeant(String word) {
        return word.endsWith(EXTENSION);
    }

    /**
     * Compiles the file and makes the policy.
     *
     * @param file holds one class, or record, that implements {@link KeyPolicy} and is made without arguments
     * @param limits how much of the file may be read
     * @return the policy, or everything that is wrong with the file
     */
    public static Validation<Seq<Problem>, Policy> read(Path file, ReadingLimits limits) {
        return TextFiles.read(Input.of(file), limits).flatMap(text -> compile(file, text));
    }

    private static Validation<Seq<Problem>, Policy> compile(Path file, String text) {
        String name = String.valueOf(file.getFileName());
        SourceCompiler.Compiled compiled =
                SourceCompiler.compile(Map.of(name, text), Map.of(name, file.toString()), ANCHORS);
        return compiled.problems().isEmpty()
                ? make(file.toString(), compiled.classes())
                : Validation.invalid(Vector.ofAll(compiled.problems()));
    }

    private static Validation<Seq<Problem>, Policy> make(String file, Map<String, byte[]> classes) {
        Loader loader = new Loader(classes);
        List<Class<?>> policies = new ArrayList<>();
        for (String each : classes.keySet()) {
            Class<?> type = loader.load(each);
            if (KeyPolicy.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                policies.add(type);
            }
        }
        if (policies.size() != 1) {
            return wrong(
                    file,
                    "it holds " + (policies.isEmpty() ? "no policy" : policies.size() + " policies")
                            + "; expected one class that implements " + KeyPolicy.class.getName());
        }
        return make(file, policies.getFirst());
    }

    private static Validation<Seq<Problem>, Policy> make(String file, Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Policy policy = (Policy) constructor.newInstance();
            String label = policy.label();
            return label.matches("[a-z][a-z0-9-]*")
                    ? Validation.valid(policy)
                    : wrong(file, "its label() is '" + label + "'; expected lower case letters, digits and -");
        } catch (NoSuchMethodException missing) {
            return wrong(file, type.getName() + " cannot be made without arguments; give it such a constructor");
        } catch (InvocationTargetException failure) {
            return wrong(file, type.getName() + " cannot be made: " + failure.getCause());
        } catch (ReflectiveOperationException | LinkageError failure) {
            return wrong(file, type.getName() + " cannot be made: " + failure);
        }
    }

    private static Validation<Seq<Problem>, Policy> wrong(String file, String message) {
        return Validation.invalid(Vector.of(Problem.ofFile(file, message)));
    }

    /** Loads what was compiled. */
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(PolicySource.class.getClassLoader());
            this.classes = classes;
        }

        Class<?> load(String name) {
            try {
                return loadClass(name);
            } catch (ClassNotFoundException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = classes.get(name);
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, code, 0, code.length);
        }
    }
}
