package io.gpusched.cli.conformance;

import io.gpusched.files.Input;
import io.gpusched.files.trace.ReadingLimits;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The cases that were recorded from Linux's scheduler. */
public final class RecordedCases {
    private RecordedCases() {}

    /** Returns the cases with the problems in reading them. */
    public static CaseFiles files() {
        try {
            return CaseFiles.under(
                    List.of(Input.of(
                            Path.of(Objects.requireNonNull(RecordedCases.class.getResource("/conformance/cases.tar.xz"))
                                    .toURI()))),
                    ReadingLimits.DEFAULTS,
                    read -> {});
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the cases, by name. */
    public static Stream<ConformanceCase> all() {
        return files().cases().stream();
    }
}
