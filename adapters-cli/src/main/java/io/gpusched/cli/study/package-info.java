/**
 * The kernel's scheduling quality tests: clients in closed loops, and the figures that the tests print about them.
 */
@NullMarked
package io.gpusched.cli.study;

import org.jspecify.annotations.NullMarked;
