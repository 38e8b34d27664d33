/** Tests over a real server in this process, and over a planned one in virtual time. */
@NullMarked
package io.gpusched.backend.http;

import org.jspecify.annotations.NullMarked;
