package io.gpusched.application.scheduling;

/**
 * The work items of a scheduler that are queued.
 *
 * @param run run work is queued
 * @param free free work is queued
 * @param message message work is queued
 * @param timeout the timer of the timeout work is armed, or the work is queued
 * @param timeoutSuspended the clock of the timeout is stopped
 * @param timeoutInNanos how long it is until the timeout work is queued; 0 if that is queued or not on its way
 * @kernel work_pending(), delayed_work_pending()
 */
public record QueuedWork(
        boolean run, boolean free, boolean message, boolean timeout, boolean timeoutSuspended, long timeoutInNanos) {}
