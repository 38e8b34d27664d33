package io.gpusched.application.event;

/**
 * The place of an entity in the order of its scheduler: run queues are ordered by their levels, and the entities of one by their keys. Of
 * equal places, the one taken earlier comes first.
 *
 * @param runQueue the level of its run queue, 0 for the most urgent; always 0 where all priorities share one
 * @param key its number there, smallest first: fifo, the time in nanoseconds at which its first job was submitted; rr, its turn; fair, its
 *     virtual run time in nanoseconds, which can be negative
 */
public record Place(int runQueue, long key) {}
