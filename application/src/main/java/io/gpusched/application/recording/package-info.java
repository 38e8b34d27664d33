/** What a machine was seen to do, and how it becomes a workload: {@link io.gpusched.application.recording.Recording}, {@link io.gpusched.application.recording.Replay}. */
@NullMarked
package io.gpusched.application.recording;

import org.jspecify.annotations.NullMarked;
