/** Rules over recorded events alone; nothing here has seen the scheduler that they come from. */
@NullMarked
package io.gpusched.application.rules.history;

import org.jspecify.annotations.NullMarked;
