package io.gpusched.files.scenario;

import io.gpusched.application.event.Labels;
import io.gpusched.application.workload.BackendChoice;
import io.gpusched.application.workload.Delay;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.GroupLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.domain.time.Nanos;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a workload of jobs, scripts and signals as a scenario with a script, from which {@link ScenarioReader} makes the same workload. Jobs
 * are numbered from 0 in the order in which they are submitted at the earliest, which is that of the lines.
 */
public final class ScenarioWriter {
    private static final int LONGEST_BASE = 26;
    private final Workload workload;
    private final Consumer<String> lines;
    private final List<String> rings;
    private final List<String> entities;
    private final List<String> fences;
    private final List<GroupLine> groups;
    private final List<String> groupIds;
    private final Map<Long, String> jobNames = new TreeMap<>();

    /** Makes a writer that hands each line, without its end, to the given consumer. */
    public ScenarioWriter(Workload workload, Consumer<String> lines) {
        this.workload = workload;
        this.lines = lines;
        this.rings = ids(workload.schedulers().stream().map(SchedulerLine::name).toList(), "ring");
        this.entities = ids(workload.clients(), "client");
        this.fences = ids(workload.fences(), "fence");
        this.groups = workload.groups();
        this.groupIds = ids(groups.stream().map(GroupLine::name).toList(), "group");
    }

    /**
     * Writes it all.
     *
     * @param comments lines for people, to stand at the top
     * @throws IllegalArgumentException if the workload has steps for which a script has no line
     */
    public void write(List<String> comments) {
        comments.forEach(each -> lines.accept("# " + printable(each)));
        lines.accept("policy: " + workload.policy().label());
        latency();
        lines.accept("");
        lines.accept("rings:");
        for (int i = 0; i < rings.size(); i++) {
            Delay own = workload.latency().ownWorkers().get(i);
            lines.accept("  - "
                    + ring(rings.get(i), workload.schedulers().get(i), own == null ? "" : ", worker: " + text(own)));
        }
        if (!fences.isEmpty()) {
            lines.accept("");
            lines.accept("fences:");
            fences.forEach(each -> lines.accept("  - " + each));
        }
        if (!groups.isEmpty()) {
            lines.accept("");
            lines.accept("groups:");
            groups.forEach(each -> lines.accept("  - " + group(each)));
        }
        lines.accept("");
        lines.accept("entities:");
        for (int i = 0; i < entities.size(); i++) {
            lines.accept("  - " + entity(i));
        }
        lines.accept("");
        lines.accept(
                "# worker: how long the worker took after the job was queued, was done, and was given to the hardware, where that is known.");
        lines.accept("# One job a line: when it is submitted, by whom, how long it takes; in microseconds.");
        lines.accept(
                "# '>' in front of a time: after the job above of that entity is done, '>>' the one above that; '+': after it is submitted.");
        lines.accept("script: |");
        script();
    }

    private void latency() {
        Latency latency = workload.latency();
        if (latency.isNone()) {
            lines.accept("latency: none");
            return;
        }
        lines.accept("latency:");
        if (latency.worker() instanceof Delay.Recorded recorded) {
            lines.accept("  worker: " + text(recorded.others()));
            lines.accept("  step: " + text(recorded.steps()));
        } else {
            lines.accept("  worker: " + text(latency.worker()));
        }
        lines.accept("  completion: " + text(latency.completion()));
        lines.accept("  client: " + text(latency.client()));
    }

    private static String text(Delay delay) {
        return switch (delay) {
            case Delay.Constant constant -> Times.text(constant.nanos());
            case Delay.Uniform uniform ->
                "{uniform: {from: " + Times.text(uniform.fromNanos()) + ", to: " + Times.text(uniform.toNanos()) + "}}";
            case Delay.Quantiles quantiles ->
                "{empirical: ["
                        + Arrays.stream(quantiles.values())
                                .mapToObj(Times::text)
                                .collect(Collectors.joining(", "))
                        + "]}";
            case Delay.Recorded recorded -> text(recorded.others());
        };
    }

    /** Returns what is known of the worker when it dealt with a job, as the end of its line. */
    private String wakeUps(long job) {
        if (!(workload.latency().worker() instanceof Delay.Recorded recorded)) {
            return "";
        }
        String known = text(recorded.afterQueue().get(job)) + "/"
                + text(recorded.afterDone().get(job)) + "/"
                + text(recorded.afterRun().get(job));
        return known.equals("-/-/-") ? "" : " worker=" + known;
    }

    private static String text(@Nullable Long nanos) {
        return nanos == null ? "-" : micros(nanos);
    }

    private static String ring(String id, SchedulerLine line, String worker) {
        StringBuilder text = new StringBuilder("{name: " + id);
        label(text, id, line.name());
        text.append(", credits: ").append(line.credits());
        if (line.timeoutNanos() != Nanos.NO_LIMIT) {
            text.append(", timeout: ").append(Times.text(line.timeoutNanos()));
        }
        text.append(", hang_limit: ").append(line.hangLimit());
        text.append(", on_timeout: ").append(Labels.of(line.onTimeout()));
        if (line.policy() != null) {
            text.append(", policy: ").append(line.policy().label());
        }
        text.append(", hardware: ").append(line.backend() == null ? Labels.of(line.ring()) : hardware(line.backend()));
        text.append(worker);
        return text.append('}').toString();
    }

    private static String hardware(BackendChoice choice) {
        StringBuilder text =
                new StringBuilder("{backend: ").append(choice.provider().name());
        choice.settings()
                .given()
                .forEach((name, value) -> text.append(", ")
                        .append(name)
                        .append(": '")
                        .append(value.replace("'", "''"))
                        .append('\''));
        return text.append('}').toString();
    }

    private String group(GroupLine line) {
        return "{name: " + groupId(line) + ", weight: " + line.weight()
                + (line.parent() == null ? "" : ", in: " + groupId(line.parent())) + "}";
    }

    private String groupId(GroupLine group) {
        return groupIds.get(groups.indexOf(group));
    }

    private String entity(int id) {
        Workload.EntityLine line = workload.entities().get(id);
        StringBuilder text = new StringBuilder("{name: " + entities.get(id));
        label(text, entities.get(id), line.name());
        text.append(", priority: ").append(Labels.of(line.priority()));
        text.append(", rings: [")
                .append(line.schedulers().stream().map(rings::get).collect(Collectors.joining(", ")))
                .append(']');
        if (line.weight() != 1) {
            text.append(", weight: ").append(line.weight());
        }
        if (line.group() != null) {
            text.append(", group: ").append(groupId(line.group()));
        }
        text.append('}');
        return text.toString();
    }

    private static void label(StringBuilder text, String id, String label) {
        if (!label.equals(id)) {
            text.append(", label: \"")
                    .append(printable(label).replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
    }

    /** Names in a trace may hold anything, and YAML only characters that can be printed. */
    private static String printable(String text) {
        return Shown.of(text).replaceAll("\\p{Cn}", "?");
    }

    /** A line of the script, and its job. */
    private record Line(long job, String text) {}

    private void script() {
        workload.steps().forEach(timed -> noteAwaited(timed.step()));
        List<Line> jobs = new ArrayList<>();
        List<String> signals = new ArrayList<>();
        for (TimedStep timed : workload.steps()) {
            switch (timed.step()) {
                case Step.Push push -> jobs.add(line(push, micros(timed.atNanos())));
                case Step.Script script -> {
                    String when = micros(timed.atNanos());
                    for (Turn turn : script.turns()) {
                        boolean first = turn == script.turns().getFirst();
                        String relative = relation(turn) + micros(turn.delayNanos());
                        jobs.add(line(turn.push(), first ? when : relative));
                    }
                }
                case Step.Signal signal
                when signal.error() == null ->
                    signals.add("  " + micros(timed.atNanos()) + " signal " + fences.get(signal.fence()));
                default -> throw new IllegalArgumentException("a script has no line for " + timed.step());
            }
        }
        jobs.sort(Comparator.comparingLong(Line::job));
        jobs.forEach(each -> lines.accept(each.text()));
        signals.forEach(lines);
    }

    /** One '>' for each job that the client goes back. */
    private static String relation(Turn turn) {
        return turn.awaited() == 0 ? "+" : ">".repeat(turn.awaited());
    }

    private void noteAwaited(Step step) {
        switch (step) {
            case Step.Push push -> push.dependencies().forEach(this::noteAwaited);
            case Step.Script script -> script.turns().forEach(turn -> noteAwaited(turn.push()));
            default -> {
                // Waits for nothing.
            }
        }
    }

    private void noteAwaited(Dependency dependency) {
        switch (dependency) {
            case Dependency.Finished other -> jobNames.put(other.job(), "job" + other.job());
            case Dependency.Scheduled other -> jobNames.put(other.job(), "job" + other.job());
            case Dependency.External external -> {
                // Has its name.
            }
        }
    }

    private Line line(Step.Push push, String when) {
        if (!push.work().equals(GpuWork.of(push.work().durationNanos()))) {
            throw new IllegalArgumentException("a script has no line for a job that goes wrong, as " + push + " does");
        }
        StringBuilder text = new StringBuilder("  ");
        if (jobNames.containsKey(push.job())) {
            text.append(jobNames.get(push.job())).append(": ");
        }
        text.append(when).append(' ').append(entities.get(push.entity()));
        text.append(' ').append(micros(push.work().durationNanos()));
        if (push.credits() != 1) {
            text.append(" credits=").append(push.credits());
        }
        if (!push.dependencies().isEmpty()) {
            text.append(" after=")
                    .append(push.dependencies().stream().map(this::name).collect(Collectors.joining(",")));
        }
        if (push.ring() != Step.Push.ANY_RING) {
            text.append(" ring=").append(rings.get(push.ring()));
        }
        text.append(wakeUps(push.job()));
        return new Line(push.job(), text.toString());
    }

    private String name(Dependency dependency) {
        return switch (dependency) {
            case Dependency.Finished other -> jobNames.getOrDefault(other.job(), "");
            case Dependency.Scheduled other -> jobNames.getOrDefault(other.job(), "") + ScriptReader.RUN;
            case Dependency.External external -> fences.get(external.fence());
        };
    }

    /** Nanoseconds as microseconds, with decimals only where they are needed. */
    private static String micros(long nanos) {
        long rest = nanos % 1_000;
        String whole = Long.toString(nanos / 1_000);
        return rest == 0
                ? whole
                : whole + String.format(Locale.ROOT, ".%03d", rest).replaceAll("0+$", "");
    }

    /** Returns names that a scenario takes, all different, as near as can be to what things are called. */
    private static List<String> ids(List<String> labels, String otherwise) {
        TreeSet<String> taken = new TreeSet<>(List.of(ScriptReader.SIGNAL));
        List<String> ids = new ArrayList<>();
        for (String label : labels) {
            String plain = label.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^-|-$", "");
            boolean isNoText = plain.chars().noneMatch(Character::isLetterOrDigit) || plain.equalsIgnoreCase("null");
            String base = isNoText ? otherwise : plain.substring(0, Math.min(plain.length(), LONGEST_BASE));
            String id = base;
            for (int i = 2; !taken.add(id); i++) {
                id = base + "-" + i;
            }
            ids.add(id);
        }
        return ids;
    }
}
