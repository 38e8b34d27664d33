/** The history of one schedule: what happened, step by step, in words for people. */
@NullMarked
package io.gpusched.adapters.explore.history;

import org.jspecify.annotations.NullMarked;
