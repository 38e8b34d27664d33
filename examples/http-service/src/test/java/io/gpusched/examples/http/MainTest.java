package io.gpusched.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.order.Fair;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The service answers, and the program prints the waits of both tenants under both policies. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new Main())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void both_policies_are_played_and_every_request_is_answered() {
        int exit = run("--seconds", "0.5", "--page-ms", "2", "--flood", "8");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        List<String[]> rows = out.toString()
                .lines()
                .filter(line -> line.startsWith("fifo") || line.startsWith("fair"))
                .map(line -> line.split(" +"))
                .toList();
        assertThat(rows)
                .extracting(row -> row[0] + " " + row[1])
                .containsExactly("fifo alice", "fifo bob", "fair alice", "fair bob");
        assertThat(rows).allSatisfy(row -> {
            assertThat(Long.parseLong(row[2])).as("answers").isPositive();
            assertThat(row[3]).as("failures").isEqualTo("0");
        });
    }

    @Test
    void numbers_that_make_no_sense_are_a_usage_error() {
        assertThat(run("--flood", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("greater than 0");
    }

    @Test
    void the_service_renders_for_tenants_and_for_nobody_else() throws Exception {
        try (Renderer renderer = new Renderer(Duration.ofMillis(1));
                RenderServer server = new RenderServer(0, new Fair(), renderer, 10, "alice");
                HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> page = ask(http, server, "alice");
            HttpResponse<String> nobody = ask(http, server, "mallory");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).isEqualTo("rendered: page\n");
            assertThat(nobody.statusCode()).isEqualTo(404);
            assertThat(nobody.body()).contains("alice");
        }
    }

    @Test
    void a_full_queue_answers_429_and_says_when_to_come_again() throws Exception {
        try (Renderer renderer = new Renderer(Duration.ofSeconds(1));
                RenderServer server = new RenderServer(0, new Fair(), renderer, 1, "alice");
                HttpClient http = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                answers.add(http.sendAsync(
                        HttpRequest.newBuilder(server.uri("alice", "page")).build(),
                        HttpResponse.BodyHandlers.ofString()));
            }
            List<HttpResponse<String>> refused = answers.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.statusCode() == 429)
                    .toList();

            assertThat(refused).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                        .isPositive();
                assertThat(answer.body()).contains("1 jobs waiting");
            });
        }
    }

    private static HttpResponse<String> ask(HttpClient http, RenderServer server, String tenant) throws Exception {
        return http.send(
                HttpRequest.newBuilder(server.uri(tenant, "page")).build(), HttpResponse.BodyHandlers.ofString());
    }
}
