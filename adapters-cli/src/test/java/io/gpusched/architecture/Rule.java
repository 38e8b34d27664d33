package io.gpusched.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A rule of the architecture, written for any root, so that it can be tried on violations as well as on the code. */
final class Rule {
    private final Function<Root, ArchRule> text;

    private Rule(Function<Root, ArchRule> text) {
        this.text = text;
    }

    /** Writes a rule down. */
    static Rule rule(Function<Root, ArchRule> text) {
        return new Rule(text);
    }

    /** Of all planted classes the rule must name these, and no others. */
    Rule isBrokenBy(Class<?>... culprits) {
        List<String> names = Stream.of(culprits).map(Class::getName).toList();

        List<String> complaints = text.apply(Root.PLANTED)
                .evaluate(Codebase.PLANTED)
                .getFailureReport()
                .getDetails();

        assertThat(names)
                .as("classes that were planted to be caught")
                .isNotEmpty()
                .allSatisfy(name -> assertThat(complaints).anyMatch(complaint -> complaint.contains(name)));
        assertThat(complaints)
                .as("complaints of the rule about what was planted")
                .allSatisfy(complaint -> assertThat(names).anyMatch(complaint::contains));
        return this;
    }

    /** The code must keep the rule. */
    void holds() {
        text.apply(Root.CODE).check(Codebase.CODE);
    }
}
