package io.gpusched.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Reads the version, and the commit that was built, from what the build wrote into the jar. */
public final class Version implements IVersionProvider {
    /**
     * Tells whether a command line asks for the version and nothing else. Then nobody needs picocli, whose classes are too old for an AOT
     * cache and take twice as long to load as the JVM to start.
     */
    public static boolean isAllThatIsWanted(String... arguments) {
        return arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"));
    }

    @Override
    public String[] getVersion() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
            build.load(Objects.requireNonNull(in, "build.properties is not in the jar"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new String[] {
            "gpusched " + build.getProperty("version") + ", commit " + build.getProperty("commit"),
            "as Linux 7.3 schedules; Java " + Runtime.version().feature()
        };
    }
}
