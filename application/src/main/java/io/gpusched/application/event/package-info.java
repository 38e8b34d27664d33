/** What happened, as records: {@link io.gpusched.application.event.Event}, and the listener that records them. */
@NullMarked
package io.gpusched.application.event;

import org.jspecify.annotations.NullMarked;
