/** What a rule is, and what breaking one looks like. */
@NullMarked
package io.gpusched.application.rules.violation;

import org.jspecify.annotations.NullMarked;
