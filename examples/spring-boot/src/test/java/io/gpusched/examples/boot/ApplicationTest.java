package io.gpusched.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application, started and called. */
class ApplicationTest {
    private final HttpClient http = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--server.port=0");
        arguments.add("--spring.main.banner-mode=off");
        return SpringApplication.run(Application.class, arguments.toArray(String[]::new));
    }

    private CompletableFuture<HttpResponse<String>> ask(
            ConfigurableApplicationContext running, String path, String tenant) {
        String port = running.getEnvironment().getProperty("local.server.port");
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("X-Tenant", tenant)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void tenants_are_served_and_the_endpoint_shows_them() {
        try (ConfigurableApplicationContext running = start()) {
            HttpResponse<String> page = ask(running, "/render/hello", "alice").join();
            HttpResponse<String> state =
                    ask(running, "/actuator/gpusched", "operator").join();

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).isEqualTo("rendered: hello");
            assertThat(state.statusCode()).isEqualTo(200);
            assertThat(state.body()).contains("\"name\":\"backend\"", "\"name\":\"alice\"", "\"completed\":1");
        }
    }

    @Test
    void a_full_queue_answers_429_with_retry_after_and_other_tenants_are_served() {
        try (ConfigurableApplicationContext running = start("--gpusched.credits=1", "--gpusched.queue-limit=1")) {
            List<CompletableFuture<HttpResponse<String>>> flood = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                flood.add(ask(running, "/render/flood", "bob"));
            }
            HttpResponse<String> page = ask(running, "/render/hello", "alice").join();
            List<HttpResponse<String>> refused = flood.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.statusCode() == 429)
                    .toList();

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(refused)
                    .isNotEmpty()
                    .allSatisfy(answer -> assertThat(answer.headers()
                                    .firstValueAsLong("Retry-After")
                                    .orElseThrow())
                            .isPositive());
        }
    }
}
