/**
 * Runs a scenario in one order of events after another and reports the first that goes wrong.
 *
 * <p>A {@link Scenario} builds a device with its hardware and its clients on a {@link Stage}; {@link Explorer} runs it again and again,
 * by a {@link Strategy} and within {@link Limits}; the {@link Report} holds a {@link Finding} if a rule was broken. The packages below
 * are the machinery:
 *
 * <pre>
 *   replay, workload      what is made of a finding; workloads as scenarios
 *          |
 *       explore           Runs: one schedule = stage + writer + checks
 *       /      \
 *   search    state       which schedule is next; when two states are one
 *       \      /
 *        writer           performs what was chosen
 *           |
 *   order, history, hash  what may be chosen, what happened, numbers that stand for both
 * </pre>
 */
@NullMarked
package io.gpusched.adapters.explore;

import org.jspecify.annotations.NullMarked;
