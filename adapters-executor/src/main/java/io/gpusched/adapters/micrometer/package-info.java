/** The figures of a shared device as meters of Micrometer; see {@link io.gpusched.adapters.micrometer.DeviceMeters}. */
@NullMarked
package io.gpusched.adapters.micrometer;

import org.jspecify.annotations.NullMarked;
