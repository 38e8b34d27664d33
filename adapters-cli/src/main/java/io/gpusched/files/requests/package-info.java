/**
 * Traces of requests to inference services, as they are published: when each request came, and how much it asked for. {@code docs/requests.md}
 * says where to get them.
 */
@NullMarked
package io.gpusched.files.requests;

import org.jspecify.annotations.NullMarked;
