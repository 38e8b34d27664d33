/**
 * The rules that hold for every device, checked while it runs: {@link io.gpusched.application.rules.SchedulerInvariants}.
 *
 * <pre>{@code
 * tracepoints -------------------> Judge --> each Subject, in the order of the RuleBook --> Violations
 * ReportingHardware, -Message ----^  |            ^
 *                                    v            |
 *                                 Expected: ExpectedJob, -Entity, -Scheduler, -Order, -Timeout
 *                                    |
 *                                    |--> ExpectedFingerprint    the same expectations, the same number
 *                                    `--> LeftoverSearch         what became of each job, at the end
 * }</pre>
 */
@NullMarked
package io.gpusched.application.rules;

import org.jspecify.annotations.NullMarked;
