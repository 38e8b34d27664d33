package io.gpusched.adapters.tck;

import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import java.util.List;
import java.util.Set;

/**
 * One rule of the contract between a scheduler and its hardware, with the test of it.
 *
 * @param id as in {@code H-2.3}: H for hardware, the chapter, the number in the chapter
 * @param level whether every backend must keep it
 * @param text the rule, one sentence with a full stop
 * @param reason why there is such a rule, one sentence with a full stop
 * @param source the kernel's function that it comes from, or {@link #OURS}
 * @param needs the capabilities without which the rule says nothing
 * @param excludes the capabilities with which the rule says nothing
 * @param samples the kinds of work that the test needs
 * @param check the test
 */
public record BackendRule(
        String id,
        Level level,
        String text,
        String reason,
        String source,
        Set<Capability> needs,
        Set<Capability> excludes,
        List<SampleWork> samples,
        Check check) {
    /** The source of rules that the kernel does not have. */
    public static final String OURS = "our decision";

    /** How binding a rule is, with the words of RFC 2119. */
    public enum Level {
        /** A backend that breaks it is wrong. */
        MUST,
        /** A backend may break it for a good reason; the kit shows it and does not fail. */
        SHOULD
    }

    /** The test of a rule. */
    @FunctionalInterface
    public interface Check {
        /**
         * Tests the rule. Returns if it holds.
         *
         * @param stage opens devices with the tested hardware
         * @throws RuleBroken if it does not hold
         */
        void on(RuleStage stage);
    }

    public BackendRule {
        needs = Set.copyOf(needs);
        excludes = Set.copyOf(excludes);
        samples = List.copyOf(samples);
    }

    /** Makes a rule that every backend must keep. */
    static BackendRule must(String id, String text, String reason, String source, Check check) {
        return new BackendRule(
                id, Level.MUST, text, reason, source, Set.of(), Set.of(), List.of(SampleWork.WORK), check);
    }

    /** Makes a rule that a backend should keep. */
    static BackendRule should(String id, String text, String reason, String source, Check check) {
        return new BackendRule(
                id, Level.SHOULD, text, reason, source, Set.of(), Set.of(), List.of(SampleWork.WORK), check);
    }

    /** Returns the same for backends with these capabilities only. */
    BackendRule needing(Capability... capabilities) {
        return new BackendRule(id, level, text, reason, source, Set.of(capabilities), excludes, samples, check);
    }

    /** Returns the same for backends without these capabilities only. */
    BackendRule without(Capability... capabilities) {
        return new BackendRule(id, level, text, reason, source, needs, Set.of(capabilities), samples, check);
    }

    /** Returns the same for backends that can be told to do this work. */
    BackendRule with(SampleWork... work) {
        return new BackendRule(id, level, text, reason, source, needs, excludes, List.of(work), check);
    }

    @Override
    public String toString() {
        return id + " " + text;
    }
}
