package io.gpusched.cli.command;

import io.gpusched.cli.experiment.Queue;
import io.gpusched.words.Shown;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a queue. */
final class QueueConverter implements ITypeConverter<Queue> {
    /** The names of the queues, for completion and hints. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Queue.values()).map(Queue::label).iterator();
        }
    }

    @Override
    public Queue convert(String label) {
        return Arrays.stream(Queue.values())
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        Shown.quoted(label) + " is not a queue; expected one of " + String.join(", ", new Names())));
    }
}
