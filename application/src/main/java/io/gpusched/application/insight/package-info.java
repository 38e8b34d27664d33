/** What a run tells: events as data, and what follows from them. Pure functions over events; nothing here touches the scheduler. */
@NullMarked
package io.gpusched.application.insight;

import org.jspecify.annotations.NullMarked;
