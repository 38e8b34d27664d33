package io.gpusched.architecture.violation.domain.sched;

import java.util.Date;

/** The domain has a calendar. */
public record AsksForADate(Date date) {}
