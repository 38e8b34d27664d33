package io.gpusched.cli.command;

import io.gpusched.application.workload.Delay;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.LatencyChange;
import io.gpusched.files.scenario.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a latency: {@code none}, {@code usual}, {@code recorded}, or its parts, such as {@code worker=30us,client=50us..90us}. */
final class LatencyConverter implements ITypeConverter<LatencyChange> {
    private static final String NONE = "none";
    private static final String USUAL = "usual";
    private static final String RECORDED = "recorded";
    private static final List<String> PARTS = List.of("worker", "completion", "client");
    private static final String RANGE = "..";

    @Override
    public LatencyChange convert(String text) {
        return switch (text) {
            case NONE -> LatencyChange.to(Latency.NONE);
            case USUAL -> LatencyChange.to(Latency.USUAL);
            case RECORDED -> LatencyChange.NOTHING;
            default -> parts(text);
        };
    }

    private static LatencyChange parts(String text) {
        Map<String, @Nullable Delay> parts = new LinkedHashMap<>();
        for (String each : text.split(",", -1)) {
            int equals = each.indexOf('=');
            String part = equals < 0 ? each : each.substring(0, equals);
            if (equals < 0 || !PARTS.contains(part)) {
                throw wrong(each);
            }
            if (parts.containsKey(part)) {
                throw new TypeConversionException("'" + text + "' names " + part + " twice; expected each part once");
            }
            parts.put(part, delay(part, each.substring(equals + 1)));
        }
        return new LatencyChange(parts.get("worker"), parts.get("completion"), parts.get("client"));
    }

    private static @Nullable Delay delay(String part, String text) {
        return switch (text) {
            case NONE -> Delay.none();
            case RECORDED -> null;
            case USUAL ->
                switch (part) {
                    case "worker" -> Latency.USUAL.worker();
                    case "completion" -> Latency.USUAL.completion();
                    default -> Latency.USUAL.client();
                };
            default -> {
                int range = text.indexOf(RANGE);
                if (range < 0) {
                    yield Delay.of(time(text));
                }
                long from = time(text.substring(0, range));
                long to = time(text.substring(range + RANGE.length()));
                if (from >= to) {
                    throw new TypeConversionException(
                            "'" + text + "' ends before it begins; expected a range such as 20us..60us");
                }
                yield new Delay.Uniform(from, to);
            }
        };
    }

    private static long time(String text) {
        OptionalLong nanos = Times.nanos(text);
        if (nanos.isEmpty()) {
            throw wrong(text);
        }
        return nanos.getAsLong();
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException("'" + text + "' is not a latency; expected " + NONE + ", " + USUAL + ", "
                + RECORDED + ", or parts such as worker=30us,completion=none,client=50us..90us");
    }
}
