package io.gpusched.architecture.violation.adapters.virtualtime;

import io.vavr.collection.Seq;

/** An adapter with Vavr. */
public record SnapshotsInVavr(Seq<String> line) {}
