/**
 * What every adapter promises, as tests. An adapter's own test implements the contract interfaces and says how to make the thing; the
 * tests come with them. They say what must hold, and nothing about how.
 */
@NullMarked
package io.gpusched.testkit.contract;

import org.jspecify.annotations.NullMarked;
