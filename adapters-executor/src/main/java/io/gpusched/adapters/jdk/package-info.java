/**
 * The types by which the JDK tells time and runs tasks, over a {@link io.gpusched.application.port.Writer} whose time does not pass by itself. Code
 * that never heard of this project is tested with them without sleeping.
 *
 * <pre>
 * code under test --&gt; executors, instants and futures of the JDK
 *                          |
 *                       JdkTime --&gt; timers and clock of a writer --&gt; VirtualTime, or every order of an exploration
 * </pre>
 */
@NullMarked
package io.gpusched.adapters.jdk;

import org.jspecify.annotations.NullMarked;
