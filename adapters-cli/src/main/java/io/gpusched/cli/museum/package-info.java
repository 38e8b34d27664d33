/**
 * The museum: real bugs of Linux's scheduler and its drivers, and the worlds in which they are found again. An exhibit consists of a small
 * change of the source that brings the bug back, a scenario, and the rule that then breaks. The change is applied to the source that comes
 * with the program, compiled, and loaded by a class loader of its own, so the program has no switch for any bug.
 *
 * <pre>
 *   Catalogue -&gt; Exhibit -&gt; Mutation (diff, sources) -&gt; Workshop (compiler) -&gt; MutatedWorld (class loader)
 *                     \                                                            |
 *                      Expedition ------------------------------------------&gt; World -&gt; Discovery
 * </pre>
 */
@NullMarked
package io.gpusched.cli.museum;

import org.jspecify.annotations.NullMarked;
