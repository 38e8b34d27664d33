/** Tests of the reading of recorded traces, on real recordings, on samples of every layout, and on generated ones. */
@NullMarked
package io.gpusched.cli.tracefile;

import org.jspecify.annotations.NullMarked;
