package io.gpusched.files.scenario;

import io.gpusched.files.problem.Problem;
import io.gpusched.files.problem.Problems;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The problems found in one scenario so far, each with the place of a YAML node. */
final class NodeProblems {
    private final Problems problems;

    NodeProblems(String file) {
        this.problems = new Problems(file);
    }

    void add(Node at, String message) {
        at.getStartMark().ifPresent(mark -> add(mark, message));
    }

    /** Marks count lines and columns from 0, people from 1. */
    void add(Mark at, String message) {
        add(at.getLine() + 1, at.getColumn() + 1, message);
    }

    void add(int line, int column, String message) {
        problems.add(line, column, message);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<Problem> sorted() {
        return problems.sorted();
    }
}
