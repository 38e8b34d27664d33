package io.gpusched.application.shared;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call of the function of a {@link CallRing}: a ticket that is also the stage of the answer. The stage fails with what the function failed
 * with, or with a {@link JobException} if the device did not let the function finish. If the call was refused at once, it has failed from the
 * start, and its number is -1.
 *
 * @param <R> what the function answers
 */
public sealed interface Call<R extends @Nullable Object> extends Ticket, CompletionStage<R> permits EntityCall {}
