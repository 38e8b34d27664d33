/**
 * The museum: real bugs of Linux's scheduler and its drivers, each a small change of our source that brings it back, a scenario, and the
 * rule that then breaks. A change is applied to the source that comes with the program, compiled, and loaded in a world of its own, so
 * the product has no switch for any of them.
 *
 * <p>{@link Exhibit} is one of them, {@link Catalogue} knows all, {@link Mutation} applies the change, {@link MutatedWorld} holds its
 * classes, {@link Expedition} and {@link Discovery} are what goes in and comes out.
 */
@NullMarked
package io.gpusched.cli.museum;

import org.jspecify.annotations.NullMarked;
