package io.gpusched.backend.http;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Writer;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A ring over a remote API: each job is a request, and the credits of the ring are how many requests the API takes at a time.
 *
 * <ul>
 *   <li>After a 429 or a 503 nobody calls until Retry-After has passed; then the request is sent again.
 *   <li>Another status than success fails its job with {@link Errno#EIO}.
 *   <li>A job that times out or is cancelled ends at once, and its call is aborted.
 *   <li>If a connection fails, the API is gone: that job ends with {@link Errno#ENODEV}, and later ones are refused with it. The ring asks now and then,
 *       and serves again once the API answers.
 * </ul>
 *
 * <p>Everything happens on the writer, and all time is the writer's; the client's threads post their answers there.
 */
public final class HttpHardware implements Hardware {
    private static final HttpWork PROBE = new HttpWork("/health", "");

    private final HttpCaller caller;
    private final Writer writer;
    private final HttpLimits limits;
    private final Map<HardwareJob, Call> calls = new LinkedHashMap<>();
    private final Deque<Call> waiting = new ArrayDeque<>();
    private final Timer pause;
    private final Timer probe;
    private long pausedUntilNanos;
    private boolean isGone;

    HttpHardware(HttpCaller caller, Writer writer, HttpLimits limits) {
        this.caller = caller;
        this.writer = writer;
        this.limits = limits;
        this.pause = writer.timers().timer(this::sendWaiting);
        this.probe = writer.timers().timer(this::askWhetherItIsBack);
    }

    /** A request that has not ended. */
    private static final class Call {
        private final HttpWork work;
        private final Completion completion;
        private @Nullable CompletableFuture<HttpAnswer> answer;
        private int tries;
        private boolean isOver;

        Call(HttpWork work, Completion completion) {
            this.work = work;
            this.completion = completion;
        }
    }

    /** {@inheritDoc} An API answers its requests in any order. */
    @Override
    public boolean overlaps() {
        return true;
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        if (job.error() != null) {
            return Launch.Accepted.NOTHING;
        }
        HttpWork work = HttpWork.of(job.payload());
        if (!work.path().matches("/[\\x21-\\x7e&&[^\"<>\\\\^`{|}#]]*")) {
            return new Launch.Refused(Errno.EINVAL);
        }
        if (isGone) {
            return new Launch.Refused(Errno.ENODEV);
        }
        Call call = new Call(work, completion);
        calls.put(job, call);
        if (pause.isArmed()) {
            waiting.add(call);
        } else {
            send(call);
        }
        return Launch.Accepted.RUNNING;
    }

    private void send(Call call) {
        call.tries++;
        CompletableFuture<HttpAnswer> answer = caller.post(call.work);
        call.answer = answer;
        tell(answer, (done, failure) -> answered(call, done));
    }

    /** Has the end of a call handled on the writer. What comes after the writer has ended concerns nobody. */
    private void tell(CompletableFuture<HttpAnswer> answer, Handler handler) {
        CompletableFuture<HttpAnswer> _ = answer.whenComplete((done, failure) -> {
            try {
                boolean _ = writer.mailbox().post(() -> handler.handle(done, failure));
            } catch (IllegalStateException ended) {
                // The writer has failed, and said so elsewhere.
            }
        });
    }

    /** Handles an answer, or the lack of one. */
    private interface Handler {
        void handle(@Nullable HttpAnswer answer, @Nullable Throwable failure);
    }

    private void answered(Call call, @Nullable HttpAnswer answer) {
        if (call.isOver) {
            return;
        }
        if (answer == null) {
            lose();
            fail(call, Errno.ENODEV, null);
        } else if (answer.isSuccess()) {
            call.isOver = true;
            call.completion.complete();
        } else if (answer.isTooEarly() && call.tries < limits.tries()) {
            pause(answer);
            waiting.add(call);
        } else {
            fail(call, Errno.EIO, new HttpFailed(call.work, answer.status()));
        }
    }

    private static void fail(Call call, Errno error, @Nullable Throwable cause) {
        call.isOver = true;
        if (cause == null) {
            call.completion.fail(error);
        } else {
            call.completion.fail(error, cause);
        }
    }

    /** Waits as long as the API says. An answer that asks for less than one before does not shorten the wait. */
    private void pause(HttpAnswer answer) {
        long now = writer.clock().nanos();
        long until = Timer.due(now, Math.min(answer.pauseNanos(limits.pauseNanos()), limits.longestPauseNanos()));
        if (!pause.isArmed() || until > pausedUntilNanos) {
            pausedUntilNanos = until;
            pause.arm(until - now);
        }
    }

    private void sendWaiting() {
        for (int i = waiting.size(); i > 0; i--) {
            Call call = waiting.remove();
            if (!call.isOver) {
                send(call);
            }
        }
    }

    /** Notes that the API is gone: what waits for its turn cannot be sent. Requests that were sent may still be answered. */
    private void lose() {
        isGone = true;
        boolean _ = pause.cancel();
        if (!probe.isArmed()) {
            probe.arm(limits.probeNanos());
        }
        for (Call each : waiting) {
            if (!each.isOver) {
                fail(each, Errno.ENODEV, null);
            }
        }
        waiting.clear();
    }

    private void askWhetherItIsBack() {
        tell(caller.post(PROBE), (answer, failure) -> {
            // Any answer will do, an error too: there is somebody.
            if (answer == null) {
                probe.arm(limits.probeNanos());
            } else {
                isGone = false;
            }
        });
    }

    private void abort(HardwareJob job, Errno error) {
        Call call = calls.get(job);
        if (call == null || call.isOver) {
            return;
        }
        fail(call, error, null);
        if (call.answer != null) {
            call.answer.cancel(true);
        }
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        abort(job, Errno.ETIMEDOUT);
        return Verdict.KILLED;
    }

    @Override
    public void cancel(HardwareJob job) {
        abort(job, Errno.ECANCELED);
    }

    @Override
    public void free(HardwareJob job) {
        Call call = calls.remove(job);
        if (call != null) {
            call.isOver = true;
            waiting.remove(call);
        }
    }

    /** Returns how many requests belong to jobs that were not freed yet. Writer only. */
    public long held() {
        return calls.size();
    }

    /** Tells whether the API is gone. Writer only. */
    boolean isGone() {
        return isGone;
    }

    /** Ends the questions whether the API is back. Writer only. */
    void close() {
        boolean _ = probe.cancel();
        boolean _ = pause.cancel();
    }
}
