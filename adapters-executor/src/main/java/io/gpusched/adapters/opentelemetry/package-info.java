/** The figures of a shared device as instruments of OTel, the open standard for telemetry; see {@link io.gpusched.adapters.opentelemetry.DeviceInstruments}. */
@NullMarked
package io.gpusched.adapters.opentelemetry;

import org.jspecify.annotations.NullMarked;
