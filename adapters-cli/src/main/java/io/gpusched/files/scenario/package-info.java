/** Scenarios in YAML: what people write when they have a question; {@code docs/scenario.md} describes them. */
@NullMarked
package io.gpusched.files.scenario;

import org.jspecify.annotations.NullMarked;
