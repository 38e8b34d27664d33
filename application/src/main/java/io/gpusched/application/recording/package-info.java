/**
 * What a machine was seen to do, and how it becomes a workload.
 *
 * <pre>{@code
 * Recording --> Replay, with ReplayOptions --> Workload --> Variant, MoreRings: the same under other settings
 *     `---> MarkWindows --> Window: stretches of time between what programs wrote
 * }</pre>
 */
@NullMarked
package io.gpusched.application.recording;

import org.jspecify.annotations.NullMarked;
