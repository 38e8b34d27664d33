package io.gpusched.architecture.violation.application.rules.history;

import io.gpusched.architecture.violation.application.device.KeepsItsOwnTime;

/** A rule over recorded events that looks at the device they came from. */
public record AsksTheDevice(KeepsItsOwnTime device) {}
