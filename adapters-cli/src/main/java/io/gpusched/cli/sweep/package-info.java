/**
 * Studies: many replications of many settings, and how sure their differences are; {@code docs/studies.md} describes them.
 *
 * <pre>{@code
 * StudyPlan --> Study --> shards, by number --> StudyFolder --> StudyResults --> tables, files, a page
 *                          played here, by ShardWorkers, or on other machines
 * }</pre>
 */
@NullMarked
package io.gpusched.cli.sweep;

import org.jspecify.annotations.NullMarked;
