package io.gpusched.backend.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** Sends requests to the API. May be called on any thread. */
@FunctionalInterface
interface HttpCaller {
    /**
     * Posts a request.
     *
     * @return its answer; fails if there was no connection, or it was lost. A future that is cancelled aborts the call
     */
    CompletableFuture<HttpAnswer> post(HttpWork work);

    /**
     * Returns a caller over the client of the JDK.
     *
     * @param url the root of the API, without a / at its end
     */
    static HttpCaller of(HttpClient client, String url) {
        return work -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + work.path()))
                    .POST(HttpRequest.BodyPublishers.ofString(work.body()))
                    .build();
            CompletableFuture<HttpResponse<Void>> response =
                    client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            CompletableFuture<HttpAnswer> answer = response.thenApply(HttpCaller::answer);
            // Only the client's own future aborts its call.
            CompletableFuture<HttpAnswer> _ = answer.whenComplete((done, failure) -> {
                if (answer.isCancelled()) {
                    response.cancel(true);
                }
            });
            return answer;
        };
    }

    private static HttpAnswer answer(HttpResponse<Void> response) {
        return new HttpAnswer(
                response.statusCode(),
                response.headers().firstValue("Retry-After").orElse(""),
                response.headers().firstValue("Date").orElse(""));
    }
}
