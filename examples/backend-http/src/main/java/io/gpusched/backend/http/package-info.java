/**
 * A backend whose jobs are requests to a remote API with limited concurrency. It honours 429 and Retry-After, aborts calls that time out, and notices when
 * the API is gone and when it is back.
 */
@NullMarked
package io.gpusched.backend.http;

import org.jspecify.annotations.NullMarked;
