package io.gpusched.cli.command;

import io.gpusched.application.workload.Workload;
import io.gpusched.files.requests.RequestCost;
import io.gpusched.files.requests.RequestReader;
import io.gpusched.files.requests.RequestTrace;
import io.gpusched.files.scenario.Times;
import io.gpusched.words.Shown;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options for what a published trace of requests does not hold: how long the requests take, and whose they are. */
final class RequestOptions {
    private static final String COST = "--cost";
    private static final long NANOS_OF_MILLI = 1_000_000;
    private static final long DAY_NANOS = 86_400_000_000_000L;

    @Option(
            names = COST,
            paramLabel = "COST",
            converter = CostConverter.class,
            description =
                    "Traces of requests only, and required there: how long a request takes. A,B,C: A, and B for each token of input, and C "
                            + "for each token of output, as in 20ms,50us,15ms; recorded: as the trace says.")
    private @Nullable RequestCost cost;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description =
                    "Traces of requests only: how many requests the hardware works on at once, each as fast as alone. Default: 1.")
    private @Nullable Integer slots;

    @Option(
            names = "--tenants",
            paramLabel = "N",
            description =
                    "Traces of requests only: among how many clients the requests are dealt out in turn if the trace does not say whose they "
                            + "are. Default: 1.")
    private @Nullable Integer tenants;

    @Option(
            names = "--busiest-day",
            description =
                    "Traces of requests only: play only the 24 hours with the most requests, of days that begin with the first request.")
    private boolean busiestDay;

    /**
     * Returns a workload that plays the requests of a trace, after saying what was read and how long they take.
     *
     * @throws BadInput with everything that is wrong with the text or these options
     */
    Workload workload(Path file, String text, Console console) {
        RequestCost model = cost(file);
        RequestTrace whole = read(file.toString(), text, model, console);
        RequestTrace trace = busiestDay ? whole.busiest(DAY_NANOS) : whole;
        console.say(file + ": " + trace.requests().size() + " requests in "
                + BigDecimal.valueOf(trace.spanNanos() / NANOS_OF_MILLI, 3).toPlainString() + " s; " + model.words());
        return trace.workload(model);
    }

    /**
     * Reads a trace of requests.
     *
     * @param cost how long they take; the trace must hold what it needs
     * @throws BadInput with everything that is wrong with the text
     */
    static RequestTrace read(String file, String text, RequestCost cost, Console console) {
        RequestTrace trace =
                BadInput.unless(RequestReader.read(file, text, console.limits().jobs()));
        if (cost.recorded() && !trace.hasRecordedTimes()) {
            throw BadInput.ofFile(
                    file,
                    "this trace does not say how long its requests took; give a cost for tokens instead of the recorded one");
        }
        if (!cost.recorded() && trace.hasRecordedTimes()) {
            throw BadInput.ofFile(
                    file, "this trace has recorded times and no tokens; let the recorded times be the cost");
        }
        return trace;
    }

    /**
     * Returns how long requests take.
     *
     * @throws BadInput if these options do not say it
     */
    RequestCost cost(Path file) {
        if (cost == null) {
            throw BadInput.ofFile(
                    file.toString(),
                    "these are requests, and how long each takes is not known; say it with --cost, as in --cost 20ms,50us,15ms, or "
                            + "--cost recorded");
        }
        return new RequestCost(
                cost.fixedNanos(),
                cost.perInputNanos(),
                cost.perOutputNanos(),
                cost.recorded(),
                atLeastOne(file, "--slots", slots),
                atLeastOne(file, "--tenants", tenants));
    }

    private static int atLeastOne(Path file, String option, @Nullable Integer number) {
        if (number != null && number < 1) {
            throw BadInput.ofFile(file.toString(), option + " is " + number + "; expected 1 or more");
        }
        return number == null ? 1 : number;
    }

    /**
     * Refuses these options for anything but requests.
     *
     * @throws BadInput if any was given
     */
    void refuseFor(Path file) {
        if (cost != null || slots != null || tenants != null || busiestDay) {
            throw BadInput.ofFile(
                    file.toString(),
                    "this is not a trace of requests, so " + COST
                            + ", --slots, --tenants and --busiest-day do not apply; leave them out");
        }
    }

    /** Reads {@code A,B,C} or {@code recorded}. */
    static final class CostConverter implements ITypeConverter<RequestCost> {
        private static final int PARTS = 3;

        @Override
        public RequestCost convert(String text) {
            if (text.equals("recorded")) {
                return new RequestCost(0, 0, 0, true, 1, 1);
            }
            String[] parts = text.split(",", -1);
            if (parts.length == PARTS) {
                OptionalLong fixed = Times.nanos(parts[0]);
                OptionalLong input = Times.nanos(parts[1]);
                OptionalLong output = Times.nanos(parts[2]);
                if (fixed.isPresent() && input.isPresent() && output.isPresent()) {
                    return new RequestCost(fixed.getAsLong(), input.getAsLong(), output.getAsLong(), false, 1, 1);
                }
            }
            throw new TypeConversionException(
                    Shown.quoted(text) + " is not a cost; expected three times, as in 20ms,50us,15ms, or recorded");
        }
    }
}
