package io.gpusched.architecture.violation.files.trace;

import io.gpusched.architecture.violation.views.text.AsksTheConsole;

/** A reader that knows how what it reads is shown. */
public record DrawsWhatItReads(AsksTheConsole view) {}
