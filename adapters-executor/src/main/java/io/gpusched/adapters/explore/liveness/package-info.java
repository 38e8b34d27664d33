/**
 * Liveness: what must happen sooner or later. A {@link StateGraph} holds every state of a scenario; a {@link Lasso} is a way into a circle on which
 * something that must happen does not, though nobody who could act is passed over for ever.
 */
@NullMarked
package io.gpusched.adapters.explore.liveness;

import org.jspecify.annotations.NullMarked;
