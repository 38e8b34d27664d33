/** Runs cases and compares their traces with Linux's, byte for byte. */
@NullMarked
package io.gpusched.cli.conformance;

import org.jspecify.annotations.NullMarked;
