/**
 * What plugs in says of itself: settings with their types and ranges, capabilities, and how a policy is made. Backends are in {@link
 * io.gpusched.application.workload}, beside what they play.
 */
@NullMarked
package io.gpusched.application.provider;

import org.jspecify.annotations.NullMarked;
