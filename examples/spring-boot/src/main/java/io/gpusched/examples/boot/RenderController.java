package io.gpusched.examples.boot;

import io.gpusched.application.shared.JobFailed;
import io.gpusched.application.shared.JobRefused;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /render/TEXT}: what the tenants ask for. Nothing here knows of tenants but the annotation. */
@RestController
public class RenderController {
    private static final long WORK_MILLIS = 20;

    /** Renders a text, which takes its time. */
    @FairLimit
    @GetMapping("/render/{text}")
    public String render(@PathVariable String text) throws InterruptedException {
        Thread.sleep(WORK_MILLIS);
        return "rendered: " + text;
    }

    /** A full queue answers 429, and when to come again if that is known. */
    @ExceptionHandler
    ResponseEntity<String> refused(JobRefused refusal) {
        Duration wait = refusal.rejection().retryAfter();
        long seconds =
                wait == null ? 1 : Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .body(refusal.getMessage());
    }

    /** A request that did not get its turn in time answers 503. */
    @ExceptionHandler
    ResponseEntity<String> failed(JobFailed failure) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(failure.getMessage());
    }
}
