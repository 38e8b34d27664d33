package io.gpusched.cli.plugin;

import io.gpusched.application.provider.PolicyProvider;
import io.gpusched.application.workload.BackendProvider;
import io.gpusched.application.workload.Providers;
import io.gpusched.files.problem.NearestFile;
import io.gpusched.files.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds backends and policies in the jars and folders that a user names, with {@link ServiceLoader}. Nothing else is searched. */
public final class PluggedJars {
    private PluggedJars() {}

    /**
     * Loads them.
     *
     * @param paths jars and folders of classes; together they are one class path
     * @param inside what is there already
     * @return that with what was found, or everything that is wrong
     */
    public static Validation<Seq<Problem>, Providers> load(List<Path> paths, Providers inside) {
        List<Problem> problems = new ArrayList<>();
        List<URL> urls = new ArrayList<>();
        for (Path each : paths) {
            if (Files.exists(each)) {
                urls.add(url(each));
            } else {
                problems.add(Problem.ofFile(
                        each.toString(), "no such file; --class-path names jars and folders" + NearestFile.hint(each)));
            }
        }
        return problems.isEmpty()
                ? load(String.join(":", paths.stream().map(Path::toString).toList()), urls, inside)
                : Validation.invalid(Vector.ofAll(problems));
    }

    private static Validation<Seq<Problem>, Providers> load(String names, List<URL> urls, Providers inside) {
        // Lives as long as the process: what was loaded from it may load more at any time.
        @SuppressWarnings("resource")
        URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), PluggedJars.class.getClassLoader());
        try {
            List<BackendProvider> backends = found(BackendProvider.class, loader);
            List<PolicyProvider> policies = found(PolicyProvider.class, loader);
            if (backends.isEmpty() && policies.isEmpty()) {
                return wrong(
                        names,
                        "there is neither a backend nor a policy in it; expected META-INF/services/"
                                + BackendProvider.class.getName() + " or META-INF/services/"
                                + PolicyProvider.class.getName());
            }
            return Validation.valid(inside.with(backends, policies));
        } catch (ServiceConfigurationError | LinkageError failure) {
            return wrong(names, "it cannot be loaded: " + failure.getMessage());
        } catch (IllegalArgumentException twice) {
            return wrong(names, String.valueOf(twice.getMessage()));
        }
    }

    private static <P> List<P> found(Class<P> service, ClassLoader loader) {
        return ServiceLoader.load(service, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Validation<Seq<Problem>, Providers> wrong(String names, String message) {
        return Validation.invalid(Vector.of(Problem.ofFile(names, message)));
    }
}
