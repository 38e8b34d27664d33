package io.gpusched.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.UnarmedJob;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The driver over an API that answers as the test says, in virtual time. */
final class HttpHardwareTest {
    private static final HttpAnswer OK = new HttpAnswer(200, "", "");
    private static final HttpLimits LIMITS = new HttpLimits(
            3,
            Duration.ofMillis(100).toNanos(),
            Duration.ofSeconds(30).toNanos(),
            Duration.ofMillis(200).toNanos());

    private final VirtualTime time = new VirtualTime();
    private final List<HttpWork> sent = new ArrayList<>();
    private final List<CompletableFuture<HttpAnswer>> answers = new ArrayList<>();
    private final HttpHardware hardware = new HttpHardware(this::post, time, LIMITS);
    private final Device device = new Device(time, Tracepoints.NONE);
    private final Entity client = device.addEntity(
            Priority.NORMAL,
            List.of(device.addScheduler(
                    new SchedulerSettings(
                            "api", new Fifo(), 4, Duration.ofMinutes(1).toNanos(), 0, null),
                    hardware)));
    private long nextJob;

    private CompletableFuture<HttpAnswer> post(HttpWork work) {
        sent.add(work);
        answers.add(new CompletableFuture<>());
        return answers.getLast();
    }

    private Job submit() {
        Job job = device.submit(new UnarmedJob(nextJob++, client, 1, new HttpWork("/work", "")))
                .get();
        pass(Duration.ofNanos(1));
        return job;
    }

    private void pass(Duration duration) {
        time.advance(duration);
    }

    private void answer(int request, int status, String retryAfter, String date) {
        answers.get(request).complete(new HttpAnswer(status, retryAfter, date));
        pass(Duration.ofNanos(1));
    }

    private void loseConnection(int request) {
        answers.get(request).completeExceptionally(new IOException("planted"));
        pass(Duration.ofNanos(1));
    }

    private static boolean hasEnded(Job job) {
        return job.fences().finished().isSignaled();
    }

    private static Errno error(Job job) {
        assertThat(hasEnded(job)).isTrue();
        return job.fences().finished().error();
    }

    @Test
    void after_429_nobody_calls_until_retry_after_has_passed() {
        Job job = submit();
        answer(0, 429, "2", "");
        Job second = submit();

        pass(Duration.ofMillis(1_999));
        assertThat(sent).hasSize(1);
        pass(Duration.ofMillis(2));
        assertThat(sent).hasSize(3);
        answer(1, 200, "", "");
        answer(2, 200, "", "");

        assertThat(error(job)).isNull();
        assertThat(error(second)).isNull();
    }

    @Test
    void a_longer_wait_that_the_api_asks_for_later_counts() {
        submit();
        submit();
        answer(0, 429, "1", "");
        answer(1, 503, "3", "");

        pass(Duration.ofMillis(2_900));
        assertThat(sent).hasSize(2);
        pass(Duration.ofMillis(200));
        assertThat(sent).hasSize(4);
    }

    @Test
    void retry_after_may_be_a_time_of_the_apis_own_clock() {
        submit();
        answer(0, 429, "Wed, 02 Dec 2026 10:00:05 GMT", "Wed, 02 Dec 2026 10:00:00 GMT");

        pass(Duration.ofMillis(4_900));
        assertThat(sent).hasSize(1);
        pass(Duration.ofMillis(200));
        assertThat(sent).hasSize(2);
    }

    @Test
    void without_a_retry_after_that_can_be_read_the_setting_counts() {
        assertThat(new HttpAnswer(429, "soon", "").pauseNanos(7)).isEqualTo(7);
        assertThat(new HttpAnswer(429, "", "").pauseNanos(7)).isEqualTo(7);
        assertThat(new HttpAnswer(429, "-1", "").pauseNanos(7)).isEqualTo(7);
        assertThat(new HttpAnswer(429, "99999999999", "").pauseNanos(7)).isEqualTo(7);
        assertThat(new HttpAnswer(429, "0", "").pauseNanos(7)).isZero();
    }

    @Test
    void a_request_that_is_put_off_too_often_fails() {
        Job job = submit();
        for (int i = 0; i < 3; i++) {
            answer(i, 429, "1", "");
            pass(Duration.ofSeconds(2));
        }

        assertThat(error(job)).isEqualTo(Errno.EIO);
        assertThat(sent).hasSize(3);
    }

    @Test
    void a_timeout_aborts_the_call_and_the_ring_goes_on() {
        Job hung = submit();
        pass(Duration.ofSeconds(61));

        assertThat(error(hung)).isEqualTo(Errno.ETIMEDOUT);
        assertThat(answers.getFirst()).isCancelled();
        Job next = submit();
        answer(1, 200, "", "");
        assertThat(error(next)).isNull();
    }

    @Test
    void a_cancelled_request_that_waits_is_not_sent() {
        Job job = submit();
        answer(0, 429, "1", "");
        device.cancel(job);
        pass(Duration.ofSeconds(2));

        assertThat(error(job)).isEqualTo(Errno.ECANCELED);
        assertThat(sent).hasSize(1);
    }

    @Test
    void an_api_that_is_gone_refuses_until_it_answers_again() {
        Job lost = submit();
        loseConnection(0);
        assertThat(error(lost)).isEqualTo(Errno.ENODEV);
        assertThat(error(submit())).isEqualTo(Errno.ENODEV);
        assertThat(sent).hasSize(1);

        pass(Duration.ofMillis(200));
        assertThat(sent.getLast().path()).isEqualTo("/health");
        loseConnection(1);
        assertThat(error(submit())).isEqualTo(Errno.ENODEV);
        pass(Duration.ofMillis(200));
        answer(2, 404, "", "");

        assertThat(hardware.isGone()).isFalse();
        Job again = submit();
        answers.getLast().complete(OK);
        pass(Duration.ofNanos(1));
        assertThat(error(again)).isNull();
    }

    @Test
    void what_waits_when_the_api_is_lost_ends_with_it() {
        Job waits = submit();
        Job sentLater = submit();
        answer(0, 429, "5", "");
        loseConnection(1);

        assertThat(error(waits)).isEqualTo(Errno.ENODEV);
        assertThat(error(sentLater)).isEqualTo(Errno.ENODEV);
        pass(Duration.ofMillis(100));
        assertThat(sent).hasSize(2);
    }
}
