/**
 * All the ports, one screen each. The application calls them; adapters implement them. They speak domain types.
 */
@NullMarked
package io.gpusched.application.port;

import org.jspecify.annotations.NullMarked;
