/** The contract kit for backends and policies as tests of JUnit. */
@NullMarked
package io.gpusched.testkit.tck;

import org.jspecify.annotations.NullMarked;
