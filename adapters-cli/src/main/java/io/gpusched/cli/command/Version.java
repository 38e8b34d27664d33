package io.gpusched.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Reads the version, and the commit that was built, from what the build wrote into the jar. */
final class Version implements IVersionProvider {
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
