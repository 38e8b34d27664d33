package io.gpusched.examples.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The clients of one tenant: each asks, waits for the answer, thinks for a while, and asks again. */
final class Crowd {
    private static final long LONGEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    private final Histogram latencyMicros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final AtomicLong failures = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CountDownLatch gone;

    private Crowd(int clients) {
        gone = new CountDownLatch(clients);
    }

    /** Sends clients, each on a virtual thread, until {@link #stop}. */
    static Crowd send(HttpClient http, URI page, int clients, Duration pause) {
        Crowd crowd = new Crowd(clients);
        for (int i = 0; i < clients; i++) {
            Thread.ofVirtual().start(() -> crowd.askAgainAndAgain(http, page, pause));
        }
        return crowd;
    }

    private void askAgainAndAgain(HttpClient http, URI page, Duration pause) {
        try {
            while (!stopped.get()) {
                ask(http, page);
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gone.countDown();
        }
    }

    private void ask(HttpClient http, URI page) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            int status = http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status == 200) {
                latencyMicros.recordValue((System.nanoTime() - begin) / 1_000);
            } else {
                failures.incrementAndGet();
            }
        } catch (IOException e) {
            failures.incrementAndGet();
        }
    }

    /** Has the clients go home, and waits until each has its last answer. */
    void stop() throws InterruptedException {
        stopped.set(true);
        gone.await();
    }

    /** Returns how long they waited for an answer, in microseconds. */
    Histogram latencyMicros() {
        return latencyMicros;
    }

    /** Returns how many answers were none. */
    long failures() {
        return failures.get();
    }
}
