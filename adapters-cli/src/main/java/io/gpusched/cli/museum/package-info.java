/**
 * The museum: real bugs of Linux's scheduler and its drivers. Each is a change of our source that brings the bug back, a scenario, and the
 * rule that then breaks. The change is applied to the source that comes with the program, compiled, and loaded by a class loader of its own, so
 * the product has no switch for any bug.
 *
 * <pre>{@code
 * Catalogue --> Exhibit --> Mutation --> MutatedWorld --> World.explore(Expedition) --> Discovery
 * }</pre>
 */
@NullMarked
package io.gpusched.cli.museum;

import org.jspecify.annotations.NullMarked;
