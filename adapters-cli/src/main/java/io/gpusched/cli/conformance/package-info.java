/**
 * Cases with the traces that Linux made of them, found in files, folders and archives; and campaigns of random workloads, which check each
 * run against the rules and against its repetition.
 */
@NullMarked
package io.gpusched.cli.conformance;

import org.jspecify.annotations.NullMarked;
