package io.gpusched.cli.museum;

import io.gpusched.cli.plugin.SourceCompiler;
import io.gpusched.files.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compiles changed sources against the program's own classes, in memory. */
final class Workshop {
    private Workshop() {}

    /**
     * Compiles.
     *
     * @param anchors classes whose jars or folders are the class path
     * @return the classes, by their binary names
     * @throws Mutation.Misfit if the sources do not compile, with what the compiler says
     */
    static Map<String, byte[]> compile(Mutation mutation, List<Class<?>> anchors) throws Mutation.Misfit {
        if (mutation.sources().isEmpty()) {
            return Map.of();
        }
        SourceCompiler.Compiled compiled = SourceCompiler.compile(mutation.sources(), Map.of(), anchors);
        if (!compiled.problems().isEmpty()) {
            throw new Mutation.Misfit(
                    compiled.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
        return compiled.classes();
    }
}
