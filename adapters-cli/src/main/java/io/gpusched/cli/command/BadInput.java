package io.gpusched.cli.command;

import io.gpusched.files.problem.Problem;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

/** Ends a command because of its input. Caught in one place, which prints every problem on a line of its own. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Seq<Problem> problems;

    /** Ends the command with everything that is wrong. */
    public BadInput(Seq<Problem> problems) {
        super(problems.mkString("\n"));
        this.problems = problems;
    }

    /** Ends the command with one problem of a file as a whole. */
    public static BadInput ofFile(String file, String message) {
        return new BadInput(List.of(Problem.ofFile(file, message)));
    }

    /** Returns the value, or ends the command. */
    public static <T> T unless(Validation<Seq<Problem>, T> validation) {
        return validation.fold(
                problems -> {
                    throw new BadInput(problems);
                },
                value -> value);
    }

    /** Returns what is wrong. */
    public Seq<Problem> problems() {
        return problems;
    }
}
