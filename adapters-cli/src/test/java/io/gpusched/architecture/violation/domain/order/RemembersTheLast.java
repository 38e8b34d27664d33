package io.gpusched.architecture.violation.domain.order;

/** Two devices share a variable. */
public final class RemembersTheLast {
    static long last;
}
