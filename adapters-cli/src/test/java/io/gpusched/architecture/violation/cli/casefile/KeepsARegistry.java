package io.gpusched.architecture.violation.cli.casefile;

import java.util.ArrayList;
import java.util.List;

/** A final field that changes nevertheless. */
public final class KeepsARegistry {
    static final List<String> FILES = new ArrayList<>();
}
