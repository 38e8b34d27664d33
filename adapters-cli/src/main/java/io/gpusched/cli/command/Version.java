package io.gpusched.cli.command;

import picocli.CommandLine.IVersionProvider;

/** Tells the version from the jar's manifest. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "gpusched " + (version == null ? "(not packaged)" : version),
            "as Linux 7.3 schedules; Java " + Runtime.version().feature()
        };
    }
}
