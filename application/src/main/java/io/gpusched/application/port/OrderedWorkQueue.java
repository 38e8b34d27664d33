package io.gpusched.application.port;

/**
 * A work queue that keeps the promise on which the scheduler rests: it runs one item at a time, in the order in which they were
 * queued. Linux got this wrong once: a caller that named no queue was given the shared system queue, whose items overlap. Here
 * a scheduler accepts nothing but this type, and where none is given an ordered one is made.
 *
 * @kernel alloc_ordered_workqueue()
 */
public interface OrderedWorkQueue extends WorkQueue {}
