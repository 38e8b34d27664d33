package io.gpusched.files.casefile;

import io.gpusched.application.event.Labels;
import io.gpusched.application.workload.BackendChoice;
import io.gpusched.application.workload.BrokenRule;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Providers;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.EntityGroup;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.problem.Problems;
import io.gpusched.files.problem.Token;
import io.gpusched.files.trace.ReadingLimits;
import io.gpusched.words.Shown;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads case files. {@code docs/case-format.md} describes the language. */
public final class CaseReader {
    private static final List<String> DIRECTIVES =
            List.of("policy", "scheduler", "recovery", "group", "entity", "fence", "at", "until");

    private final Problems problems;
    private final Declarations declared;
    private final EventLines events;

    private final Providers providers;

    private CaseReader(String file, ReadingLimits limits, Providers providers) {
        this.providers = providers;
        this.problems = new Problems(file);
        this.declared = new Declarations(problems, limits);
        this.events = new EventLines(declared, problems);
    }

    /**
     * Reads a case of an ordinary size.
     *
     * @param file its name, for messages
     * @param lines its text
     * @return the workload, or everything that is wrong with the text
     */
    public static Validation<Seq<Problem>, Workload> read(String file, List<String> lines) {
        return read(file, lines, ReadingLimits.DEFAULTS, Providers.POLICIES_INSIDE);
    }

    /**
     * Reads a case.
     *
     * @param file its name, for messages
     * @param lines its text
     * @param limits how many jobs it may push
     * @param providers the policies and backends that it may name
     * @return the workload, which keeps to {@link WorkloadRules#brokenBy}, or everything that is wrong with the text
     */
    public static Validation<Seq<Problem>, Workload> read(
            String file, List<String> lines, ReadingLimits limits, Providers providers) {
        return new CaseReader(file, limits, providers).read(lines, WorkloadRules::brokenBy);
    }

    /**
     * Reads a case of a driver that makes mistakes, such as submitting to a killed entity: it keeps to {@link WorkloadRules#unplayable} only.
     *
     * @param file its name, for messages
     * @param lines its text
     * @return the workload, or everything that is wrong with the text
     */
    public static Validation<Seq<Problem>, Workload> readPlayable(String file, List<String> lines) {
        return new CaseReader(file, ReadingLimits.DEFAULTS, Providers.POLICIES_INSIDE)
                .read(lines, WorkloadRules::unplayable);
    }

    private Validation<Seq<Problem>, Workload> read(List<String> lines, Function<Workload, List<BrokenRule>> rules) {
        for (int i = 0; i < lines.size(); i++) {
            readLine(i + 1, lines.get(i));
        }
        Workload workload = declared.toWorkload(rules);
        return problems.isEmpty()
                ? Validation.valid(workload)
                : Validation.invalid(Vector.ofAll(problems.onePerLine()));
    }

    /** Tells whether a file that begins with these lines is meant to be a case: whether the first that is no comment gives a directive. */
    public static boolean isCase(List<String> beginning) {
        return beginning.stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .findFirst()
                .map(line -> DIRECTIVES.contains(Token.split(1, line).getFirst().text()))
                .orElse(false);
    }

    private void readLine(int number, String text) {
        if (text.startsWith("#") || text.isBlank()) {
            return;
        }
        if (text.indexOf('\0') >= 0 || text.indexOf('\uFFFD') >= 0) {
            problems.add(number, 0, "this is not text; expected a case file in UTF-8");
            return;
        }
        List<Token> tokens = Token.split(number, text);
        Token directive = tokens.getFirst();
        List<Token> rest = tokens.subList(1, tokens.size());
        declared.requireNotAfterUntil(directive);
        switch (directive.text()) {
            case "policy" -> readPolicy(directive, rest);
            case "scheduler" -> readScheduler(directive, rest);
            case "recovery" -> readRecovery(directive, rest);
            case "entity" -> readEntity(directive, rest);
            case "group" -> readGroup(directive, rest);
            case "fence" -> readFence(directive, rest);
            case "until" -> readUntil(directive, rest);
            case "at" -> readAt(directive, rest);
            default ->
                problems.add(
                        directive,
                        Shown.quoted(directive.text()) + " is not a directive; expected one of "
                                + String.join(", ", DIRECTIVES));
        }
    }

    private void readPolicy(Token directive, List<Token> rest) {
        Token name = single(directive, rest, "a policy");
        if (name != null) {
            declared.policy(directive, policy(name));
        }
    }

    private @Nullable Policy policy(Token choice) {
        try {
            Policy policy = providers.policy(choice.text());
            if (!policy.isForOneEntity()) {
                return policy;
            }
            problems.add(
                    choice,
                    "the policy is " + Shown.quoted(choice.text()) + "; expected one of "
                            + String.join(", ", providers.policyNames()));
        } catch (Providers.UnknownChoice unknown) {
            problems.add(
                    choice,
                    unknown.name().isEmpty()
                            ? String.valueOf(unknown.getMessage())
                            : "the policy is " + Shown.quoted(choice.text()) + "; expected one of "
                                    + String.join(", ", providers.policyNames()));
        }
        return null;
    }

    private @Nullable BackendChoice backend(Token choice) {
        try {
            return providers.backend(choice.text());
        } catch (Providers.UnknownChoice unknown) {
            problems.add(choice, "the backend: " + unknown.getMessage());
            return null;
        }
    }

    private void readScheduler(Token directive, List<Token> rest) {
        Token id = first(directive, rest, "an id");
        if (id == null) {
            return;
        }
        Fields fields =
                fields(directive, rest, "credits", "timeout_us", "hang_limit", "on_timeout", "score", "backend?");
        int credits = fields.integer("credits", 1, Integer.MAX_VALUE);
        long timeout =
                fields.has("timeout_us") && fields.required("timeout_us").text().equals("none")
                        ? Nanos.NO_LIMIT
                        : fields.number("timeout_us", 1, Fields.MAX_MICROS) * 1_000;
        int hangLimit = fields.integer("hang_limit", 0, Fields.MAX_COUNT);
        OnTimeout onTimeout = fields.word("on_timeout", List.of(OnTimeout.values()), Labels::of);
        int scoreOf = declared.scoreOf(fields.required("score"));
        SchedulerLine line = new SchedulerLine(
                "ring" + id.text(),
                credits,
                timeout,
                hangLimit,
                onTimeout == null ? OnTimeout.SIGNAL : onTimeout,
                scoreOf);
        BackendChoice backend = fields.has("backend") ? backend(fields.required("backend")) : null;
        declared.scheduler(id, backend == null ? line : line.withBackend(backend));
    }

    private void readRecovery(Token directive, List<Token> rest) {
        Token name = first(directive, rest, "a name");
        if (name != null) {
            Fields fields = fields(directive, rest, RecoveryFields.known());
            new RecoveryFields(fields, problems).read(name, declared);
        }
    }

    private void readEntity(Token directive, List<Token> rest) {
        Token id = first(directive, rest, "an id");
        if (id == null) {
            return;
        }
        Fields fields = fields(directive, rest, "priority", "schedulers", "weight?", "group?");
        Priority priority = Fields.priority(fields, "priority");
        declared.entity(
                id,
                new EntityLine(
                        "entity " + id.text(),
                        priority,
                        declared.schedulers(fields.required("schedulers")),
                        fields.integerOr("weight", 1, 1, EntityGroup.MAX_WEIGHT),
                        fields.has("group") ? declared.group(fields.required("group")) : null));
    }

    private void readGroup(Token directive, List<Token> rest) {
        Token id = first(directive, rest, "an id");
        if (id == null) {
            return;
        }
        Fields fields = fields(directive, rest, "weight", "parent?");
        declared.group(
                id,
                fields.integer("weight", 1, EntityGroup.MAX_WEIGHT),
                fields.has("parent") ? declared.group(fields.required("parent")) : null);
    }

    private void readFence(Token directive, List<Token> rest) {
        Token name = single(directive, rest, "a name");
        if (name != null) {
            declared.fence(name);
        }
    }

    private void readUntil(Token directive, List<Token> rest) {
        Token time = single(directive, rest, "a time");
        if (time != null) {
            declared.until(directive, Fields.number(time, "until", 0, Fields.MAX_MICROS, problems) * 1_000);
        }
    }

    private void readAt(Token directive, List<Token> rest) {
        if (rest.size() < 2) {
            problems.add(directive, "'at' needs a time in microseconds and an event, as in 'at 10 close entity=0'");
            return;
        }
        long nanos = Fields.number(rest.getFirst(), "at", 0, Fields.MAX_MICROS, problems) * 1_000;
        Token event = rest.get(1);
        Step step = events.read(event, rest.subList(1, rest.size()));
        if (step != null) {
            declared.step(event, nanos, step);
        }
    }

    private Fields fields(Token directive, List<Token> rest, String... known) {
        return new Fields(directive, rest.subList(1, rest.size()), problems, List.of(known));
    }

    private @Nullable Token first(Token directive, List<Token> rest, String what) {
        if (rest.isEmpty()) {
            problems.add(directive, Shown.quoted(directive.text()) + " needs " + what);
            return null;
        }
        return rest.getFirst();
    }

    private @Nullable Token single(Token directive, List<Token> rest, String what) {
        if (rest.size() > 1) {
            problems.add(
                    rest.get(1),
                    Shown.quoted(rest.get(1).text()) + " is not expected here; " + Shown.quoted(directive.text())
                            + " takes only " + what);
        }
        return first(directive, rest, what);
    }
}
