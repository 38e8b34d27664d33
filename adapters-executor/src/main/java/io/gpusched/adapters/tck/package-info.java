/**
 * The contract kit for backends and policies: what hardware promises to its scheduler, as numbered rules that can be run over any backend.
 *
 * <pre>
 *   BackendKit ──▶ BackendRule ──▶ Stage of one rule ──▶ Bench: a device with the tested hardware
 *       │                                                  │
 *       ▼                                                  ▼
 *   RuleRun: held, broken, skipped           Witness between scheduler and hardware: who called what, on which thread, from where
 * </pre>
 *
 * A {@link io.gpusched.adapters.tck.TestedBackend} says what the backend can do and makes sample jobs. A rule runs on a virtual clock, or on live
 * threads if the backend works in real time. {@code docs/backend-spec.md} lists all rules.
 */
@NullMarked
package io.gpusched.adapters.tck;

import org.jspecify.annotations.NullMarked;
