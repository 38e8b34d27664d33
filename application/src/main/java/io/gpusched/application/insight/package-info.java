/**
 * What a run shows, computed from its events alone: jobs and messages, waits and their causes, summaries of clients and rings. Nothing here
 * touches the scheduler.
 *
 * <pre>{@code
 * events --> JobLog --> JobTimes --> ClientSummary, RingSummary --> RunOutcome
 *      |                   `---> WindowSummary, of each Window
 *      |---> MessageLog
 *      `---> WaitLog --> Wait, WaitPart
 * }</pre>
 */
@NullMarked
package io.gpusched.application.insight;

import org.jspecify.annotations.NullMarked;
