/** The demo: a recorded VR desktop shares its GPU with a training job. */
@NullMarked
package io.gpusched.cli.demo;

import org.jspecify.annotations.NullMarked;
