package io.gpusched.architecture.violation.application.port;

/** A port that nothing implements. */
public interface OneWayOnly {}
