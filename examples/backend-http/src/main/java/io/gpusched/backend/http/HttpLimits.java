package io.gpusched.backend.http;

/**
 * How patient a ring is with its API.
 *
 * @param tries how often a request is sent at most, at least 1
 * @param pauseNanos how long to wait after a 429 without a Retry-After that can be read
 * @param longestPauseNanos how long to wait at most, whatever Retry-After says
 * @param probeNanos how long to wait before the next question whether an API that is gone is back
 */
record HttpLimits(int tries, long pauseNanos, long longestPauseNanos, long probeNanos) {}
