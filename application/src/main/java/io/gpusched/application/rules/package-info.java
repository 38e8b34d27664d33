/** The rules that hold for every device, checked while it runs: {@link io.gpusched.application.rules.SchedulerInvariants}. */
@NullMarked
package io.gpusched.application.rules;

import org.jspecify.annotations.NullMarked;
