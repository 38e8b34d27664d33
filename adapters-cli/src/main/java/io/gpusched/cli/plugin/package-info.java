/** What users plug in: jars with backends and policies, and policies as source files. */
@NullMarked
package io.gpusched.cli.plugin;

import org.jspecify.annotations.NullMarked;
