/**
 * Every order of events, chosen, recorded and repeated: a writer whose next step somebody else chooses, the ways to choose, what must
 * hold after every step, and what is told when it does not.
 *
 * <p>{@link Scenario} says what there is, {@link Explorer} runs it again and again, {@link Finding} tells of the first order that goes
 * wrong, {@link Shrinker} makes it short.
 */
@NullMarked
package io.gpusched.adapters.explore;

import org.jspecify.annotations.NullMarked;
