package io.gpusched.files.scenario;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.files.problem.Nearest;
import io.gpusched.files.scenario.LatencyReader.WakeUps;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads a script: jobs one by one, a line each, in the order in which they are submitted. A script of a recording has a great many lines,
 * so that they are one block of text to YAML.
 *
 * <p>The clients of a script are its entities. A job whose time is relative belongs to the chain of the job before it of its entity, which
 * a client goes through on its own; a job with a time of its own begins a new one.
 */
final class ScriptReader {
    static final String SIGNAL = "signal";
    /** Behind the name of a job: it need not be done, only be given to the hardware. */
    static final String RUN = ":run";

    static final int MAX_JOBS = 2_000_000;

    private final ScenarioMachine machine;
    private final NodeProblems problems;
    private final List<String> lines;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> jobsOfNames = new LinkedHashMap<>();
    private final WakeUps wakeUps = new WakeUps(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    private int jobs;

    /** A line that was understood, before names of jobs are resolved. */
    private record Entry(ScriptLine line, int job, int entity) {}

    /** A chain of jobs: where it begins among the steps, and when. */
    private record Chain(int step, long atNanos, List<Turn> turns) {}

    /**
     * Makes a reader.
     *
     * @param text the whole scenario, where the places of problems are looked up
     */
    ScriptReader(ScenarioMachine machine, NodeProblems problems, String text) {
        this.machine = machine;
        this.problems = problems;
        this.lines = text.lines().toList();
    }

    /** Returns how many jobs the script has. */
    int jobs() {
        return jobs;
    }

    /** Reads the block. */
    List<TimedStep> read(Node value) {
        if (!(value instanceof ScalarNode block) || block.getScalarStyle() != ScalarStyle.LITERAL) {
            problems.add(value, "'script' is a block of lines; expected '|' after the colon, and the lines below");
            return List.of();
        }
        int first = value.getStartMark().map(mark -> mark.getLine() + 2).orElse(1);
        int number = 0;
        for (String each : block.getValue().lines().toList()) {
            int place = first + number++;
            if (!each.isBlank() && !each.stripLeading().startsWith("#")) {
                take(new ScriptLine(problems, place, indentation(place, each), each));
            }
        }
        return problems.isEmpty() ? steps() : List.of();
    }

    private int indentation(int place, String content) {
        return place <= lines.size() ? Math.max(0, lines.get(place - 1).indexOf(content)) : 0;
    }

    private void take(ScriptLine line) {
        if (!line.read() || jobs > MAX_JOBS) {
            return;
        }
        if (line.isSignal()) {
            if (!machine.fences().knows(line.subject())) {
                line.problem(
                        line.subject(),
                        unknown("fence", line.subject(), machine.fences().names()));
            }
            entries.add(new Entry(line, -1, -1));
            return;
        }
        List<Integer> ids =
                machine.entities().knows(line.subject()) ? machine.entities().of(line.subject()) : List.of();
        if (ids.size() != 1) {
            line.problem(
                    line.subject(),
                    ids.isEmpty()
                            ? unknown(
                                    "entity", line.subject(), machine.entities().names())
                            : Shown.quoted(line.subject()) + " has a count of " + ids.size()
                                    + "; a script needs entities with names of their own");
        }
        if (!line.name().isEmpty() && jobsOfNames.putIfAbsent(line.name(), jobs) != null) {
            line.problem(line.name(), "there is already a job " + Shown.quoted(line.name()) + " in this script");
        } else if (machine.fences().knows(line.name())) {
            line.problem(line.name(), "there is already a fence " + Shown.quoted(line.name()));
        }
        entries.add(new Entry(line, jobs++, ids.isEmpty() ? -1 : ids.getFirst()));
        if (jobs > MAX_JOBS) {
            line.problem(line.subject(), "a script has at most " + MAX_JOBS + " jobs; remove this one and those below");
        }
    }

    private static String unknown(String kind, String name, Iterable<String> known) {
        List<String> names = new ArrayList<>();
        known.forEach(names::add);
        return "there is no " + kind + " " + Shown.quoted(name) + ";" + Nearest.hint(name, names) + " known here: "
                + (names.isEmpty() ? "none" : String.join(", ", names));
    }

    private List<TimedStep> steps() {
        List<TimedStep> steps = new ArrayList<>();
        @Nullable Chain[] chains = new Chain[machine.entityLines().size()];
        for (Entry entry : entries) {
            ScriptLine line = entry.line();
            if (line.isSignal()) {
                int fence = machine.fences().of(line.subject()).getFirst();
                steps.add(new TimedStep(line.nanos(), new Step.Signal(fence, null)));
                continue;
            }
            Step.Push push = new Step.Push(
                    entry.job(),
                    entry.entity(),
                    line.credits(),
                    GpuWork.of(line.durationNanos()),
                    dependencies(line),
                    ring(line));
            noteWakeUps(entry);
            @Nullable Chain chain = chains[entry.entity()];
            if (!line.isRelative()) {
                close(steps, chain);
                chains[entry.entity()] =
                        new Chain(steps.size(), line.nanos(), new ArrayList<>(List.of(new Turn(push, 0, false))));
                steps.add(new TimedStep(line.nanos(), push));
            } else if (chain == null) {
                line.problem(line.subject(), "there is no job of this entity above, after which this one could come");
            } else {
                chain.turns().add(new Turn(push, line.nanos(), line.awaited()));
            }
        }
        Arrays.stream(chains).forEach(chain -> close(steps, chain));
        return steps;
    }

    /** A chain of one job is just that job. */
    private static void close(List<TimedStep> steps, @Nullable Chain chain) {
        if (chain != null && chain.turns().size() > 1) {
            steps.set(chain.step(), new TimedStep(chain.atNanos(), new Step.Script(chain.turns())));
        }
    }

    private int ring(ScriptLine line) {
        if (line.ring().isEmpty()) {
            return Step.Push.ANY_RING;
        }
        List<Integer> ids = machine.rings().knows(line.ring()) ? machine.rings().of(line.ring()) : List.of();
        if (ids.size() != 1) {
            line.problem(
                    line.ring(), unknown("ring", line.ring(), machine.rings().names()));
            return Step.Push.ANY_RING;
        }
        return ids.getFirst();
    }

    private void noteWakeUps(Entry entry) {
        List<Map<Long, Long>> maps = List.of(wakeUps.afterQueue(), wakeUps.afterDone(), wakeUps.afterRun());
        for (int i = 0; i < maps.size(); i++) {
            long nanos = entry.line().wakeUpNanos(i);
            if (nanos != ScriptLine.UNKNOWN) {
                maps.get(i).put((long) entry.job(), nanos);
            }
        }
    }

    /** Returns what the script says of the worker. */
    WakeUps wakeUps() {
        return wakeUps;
    }

    private List<Dependency> dependencies(ScriptLine line) {
        List<Dependency> dependencies = new ArrayList<>();
        for (String each : line.after()) {
            boolean onlyRun = each.endsWith(RUN);
            String name = onlyRun ? each.substring(0, each.length() - RUN.length()) : each;
            @Nullable Integer job = jobsOfNames.get(name);
            if (job != null) {
                dependencies.add(onlyRun ? new Dependency.Scheduled(job) : new Dependency.Finished(job));
            } else if (!onlyRun && machine.fences().knows(name)) {
                dependencies.add(
                        new Dependency.External(machine.fences().of(name).getFirst()));
            } else if (onlyRun) {
                line.problem(each, unknown("job", name, jobsOfNames.keySet()));
            } else {
                line.problem(each, unknown("job or fence", name, known()));
            }
        }
        return dependencies;
    }

    private List<String> known() {
        List<String> names = new ArrayList<>(jobsOfNames.keySet());
        names.addAll(machine.fences().names());
        return names;
    }
}
