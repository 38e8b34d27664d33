package io.gpusched.domain.sched;

/**
 * What the hardware is to do, with a tag for the policy. Few jobs have a tag, so a job has no field for it.
 *
 * @param payload what the hardware is to do
 * @param tag what the policy may look at
 */
record Tagged(Object payload, Object tag) {}
