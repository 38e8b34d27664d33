/** The scheduling quality tests of the kernel: clients in closed loops, and the figures that the tests print of them. */
@NullMarked
package io.gpusched.cli.study;

import org.jspecify.annotations.NullMarked;
