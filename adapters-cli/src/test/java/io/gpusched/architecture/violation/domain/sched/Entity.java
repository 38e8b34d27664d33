package io.gpusched.architecture.violation.domain.sched;

/** Breaks nothing: something to know. */
public final class Entity {}
