package io.gpusched.cli.command;

import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.words.Shown;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the label of a policy. */
final class PolicyConverter implements ITypeConverter<Policy> {
    /** The names of the policies, for completion and hints. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Policies.FOR_SEVERAL_ENTITIES.stream().map(Policy::label).iterator();
        }
    }

    @Override
    public Policy convert(String label) {
        return Policies.FOR_SEVERAL_ENTITIES.stream()
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        Shown.quoted(label) + " is not a policy; expected one of " + String.join(", ", new Names())));
    }
}
