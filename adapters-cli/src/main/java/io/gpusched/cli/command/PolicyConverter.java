package io.gpusched.cli.command;

import io.gpusched.application.workload.Providers;
import io.gpusched.cli.plugin.PolicySource;
import io.gpusched.cli.wiring.Inside;
import io.gpusched.domain.order.Policy;
import io.gpusched.words.Shown;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a policy: its label, with settings if wanted, or a source file with one of the user's own. */
final class PolicyConverter implements ITypeConverter<Policy> {
    private final Console console;

    /** A word that is no policy, with the policies that there are; none if what is wrong are the settings. */
    static final class NoPolicy extends TypeConversionException {
        private static final long serialVersionUID = 1;
        private final transient List<String> known;

        NoPolicy(String message, List<String> known) {
            super(message);
            this.known = known;
        }

        List<String> known() {
            return known;
        }
    }

    /** The names of the policies inside, for completion and hints. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Inside.PROVIDERS.policyNames().iterator();
        }
    }

    /** Makes the converter of a console, which knows what is plugged in. */
    public PolicyConverter(Console console) {
        this.console = console;
    }

    @Override
    public Policy convert(String word) {
        if (PolicySource.isMeant(word)) {
            Path file = Path.of(word);
            Inputs.requireThere(file);
            Policy policy = BadInput.unless(PolicySource.read(file, console.limits()));
            console.plugIn(policy, file);
            return policy;
        }
        List<String> names = console.providers().policyNames();
        try {
            Policy policy = console.providers().policy(word);
            if (!policy.isForOneEntity()) {
                return policy;
            }
        } catch (Providers.UnknownChoice unknown) {
            if (unknown.name().isEmpty()) {
                throw new NoPolicy(String.valueOf(unknown.getMessage()), List.of());
            }
        }
        throw new NoPolicy(Shown.quoted(word) + " is not a policy; expected one of " + String.join(", ", names), names);
    }
}
