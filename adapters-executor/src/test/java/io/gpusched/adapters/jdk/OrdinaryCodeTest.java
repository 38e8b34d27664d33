package io.gpusched.adapters.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.gpusched.adapters.explore.Stage;
import io.gpusched.adapters.explore.Strategy;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.testkit.explore.Explore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Code that never heard of gpusched, in every order of its tasks and timers: a cache, a debouncer, a retry, each careful and careless. */
class OrdinaryCodeTest {
    private static final Duration TEN = Duration.ofMillis(10);

    private static void cache(Stage stage, boolean careful) {
        JdkTime jdk = stage.jdk("loader");
        ScheduledExecutorService slow = jdk.scheduler();
        int[] stored = {1};
        RefreshingCache<String, Integer> cache = new RefreshingCache<>(
                1,
                TEN,
                key -> {
                    int read = stored[0];
                    CompletableFuture<Integer> loaded = jdk.future();
                    slow.schedule(() -> loaded.complete(read), 1, TimeUnit.MILLISECONDS);
                    return loaded;
                },
                jdk.instants(),
                careful);
        List<CompletableFuture<Integer>> last = new ArrayList<>();
        stage.client("reader").then("reads", () -> cache.get("key"));
        stage.client("writer").at(1_000_000, "writes 2 and invalidates", () -> {
            stored[0] = 2;
            cache.invalidate("key");
        });
        stage.client("later").at(5_000_000, "reads again", () -> last.add(cache.get("key")));
        stage.rule("the cache keeps its bound", () -> cache.size() > 1 ? cache.size() + " entries" : null);
        stage.atEnd(() -> assertThat(last).allSatisfy(read -> assertThat(read).isCompletedWithValue(2)));
    }

    private static void debouncer(Stage stage, boolean careful) {
        JdkTime jdk = stage.jdk("timer");
        long[] calledAt = {0};
        List<Long> quiet = new ArrayList<>();
        Debouncer debouncer = new Debouncer(
                jdk.scheduler(),
                stage.jdk("worker").executor(),
                TEN,
                () -> quiet.add(jdk.instants().millis() - calledAt[0]),
                careful);
        for (long at : new long[] {0, 10}) {
            stage.client("user at " + at).at(at * 1_000_000, "types", () -> {
                calledAt[0] = jdk.instants().millis();
                debouncer.call();
            });
        }
        stage.atEnd(() -> assertThat(quiet).isNotEmpty().allMatch(millis -> millis >= TEN.toMillis()));
    }

    private static void retry(Stage stage, boolean careful) {
        JdkTime jdk = stage.jdk("service");
        ScheduledExecutorService timers = jdk.scheduler();
        List<Boolean> attemptsAfterAnAnswer = new ArrayList<>();
        boolean[] answered = {false};
        CompletableFuture<String> result = new Retry<String>(
                        timers,
                        () -> {
                            attemptsAfterAnAnswer.add(answered[0]);
                            CompletableFuture<String> answer = jdk.future();
                            timers.schedule(
                                    () -> {
                                        answered[0] = true;
                                        answer.complete("paid");
                                    },
                                    10,
                                    TimeUnit.MILLISECONDS);
                            return answer;
                        },
                        2,
                        TEN,
                        jdk.future(),
                        careful)
                .start();
        stage.atEnd(() -> {
            assertThat(result).isCompletedWithValue("paid");
            assertThat(attemptsAfterAnAnswer)
                    .as("nothing is tried again that was answered")
                    .doesNotContain(true);
        });
    }

    @Explore(strategy = Strategy.EXHAUSTIVE, late = Lateness.WORK)
    void a_careful_cache_never_keeps_a_value_from_before_an_invalidation(Stage stage) {
        cache(stage, true);
    }

    @Explore(strategy = Strategy.EXHAUSTIVE, late = Lateness.WORK)
    void a_careful_debouncer_runs_only_after_quiet(Stage stage) {
        debouncer(stage, true);
    }

    @Explore(strategy = Strategy.EXHAUSTIVE, late = Lateness.WORK)
    void a_careful_retry_tries_nothing_again_that_was_answered(Stage stage) {
        retry(stage, true);
    }

    /** Fails on purpose; run by the test below only. */
    static final class Careless {
        @Explore(schedules = 1_000)
        void cache(Stage stage) {
            OrdinaryCodeTest.cache(stage, false);
        }

        @Explore(schedules = 1_000)
        void debouncer(Stage stage) {
            OrdinaryCodeTest.debouncer(stage, false);
        }

        @Explore(schedules = 1_000)
        void retry(Stage stage) {
            OrdinaryCodeTest.retry(stage, false);
        }

        @Explore(schedules = 3)
        void waits_for_itself(Stage stage) {
            stage.client("main").then("waits", () -> stage.jdk("task").future().join());
        }

        @Explore(schedules = 3)
        void another_thread(Stage stage) {
            ScheduledExecutorService executor = stage.jdk("task").scheduler();
            stage.client("main").then("lets another thread in", () -> {
                Thread other = Thread.ofPlatform().name("intruder").unstarted(() -> {
                    try {
                        executor.execute(() -> {});
                    } catch (java.util.concurrent.RejectedExecutionException refused) {
                        // What the exploration says about it is what counts.
                    }
                });
                other.start();
                try {
                    other.join();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    private static String failure(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Careless.class, method, Stage.class.getName()))
                .execute()
                .testEvents()
                .failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void each_careless_one_is_found_with_a_short_history_and_a_token() {
        for (String each : List.of("cache", "debouncer", "retry")) {
            assertThat(failure(each))
                    .as(each)
                    .contains("the shortest history that was found")
                    .contains("repeat it with @Explore(replay = \"");
        }
    }

    @Test
    void what_it_cannot_run_is_said() {
        assertThat(failure("waits_for_itself")).contains("would wait for ever for a future");
        assertThat(failure("another_thread")).contains("thread 'intruder' called");
    }
}
