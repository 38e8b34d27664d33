/**
 * Scenarios in YAML, read and written; {@code docs/scenario.md} describes them.
 *
 * <pre>{@code
 * YAML --> Document --> Mapping, by the keys of Schema --> Machine       rings, fences, entities
 *                                                     |--> ClientReader  ClientPlan, then Rounds, which draws all random values
 *                                                     |--> ScriptReader  ScriptLine
 *                                                     `--> EventReader
 *                               ScenarioReader makes one Workload of all four
 * }</pre>
 */
@NullMarked
package io.gpusched.files.scenario;

import org.jspecify.annotations.NullMarked;
