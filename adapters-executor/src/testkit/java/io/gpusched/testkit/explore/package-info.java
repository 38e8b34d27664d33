/** Tests that run in every order of events: {@link io.gpusched.testkit.explore.Explore} on a method is all it takes. */
@NullMarked
package io.gpusched.testkit.explore;

import org.jspecify.annotations.NullMarked;
