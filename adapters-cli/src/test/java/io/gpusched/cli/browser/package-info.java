/** The report in a real browser. These tests need Debian's chromium and chromium-driver, and are skipped where they are not. */
@NullMarked
package io.gpusched.cli.browser;

import org.jspecify.annotations.NullMarked;
