/**
 * What happened in one schedule, step by step, and its words for people.
 */
@NullMarked
package io.gpusched.adapters.explore.history;

import org.jspecify.annotations.NullMarked;
