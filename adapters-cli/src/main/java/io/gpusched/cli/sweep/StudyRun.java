package io.gpusched.cli.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a study round by round: the fewest replications first, then a step at a time until the stop rule is met or the most are
 * reached. Results are added in the order of the shards, and the rule is asked between rounds only, so the result does not depend on who
 * plays the shards, on how many do, or on what was there before.
 */
public final class StudyRun {
    private final Study study;
    private final StudyFolder folder;
    private final ShardPlayer player;

    /** Makes a run that plays nothing yet. */
    public StudyRun(Study study, StudyFolder folder, ShardPlayer player) {
        this.study = study;
        this.folder = folder;
        this.player = player;
    }

    /**
     * Returns the results of the whole study.
     *
     * @param progress receives the results so far, again and again
     */
    public StudyResults results(Consumer<StudyResults> progress) {
        return results(progress, StudyResults::isNarrowEnough, rows -> {});
    }

    /**
     * Returns the results as far as a search needs them.
     *
     * @param search ends the study when its answer is clear
     * @param progress receives the results so far, again and again
     */
    public StudyResults results(StudySearch search, Consumer<StudyResults> progress) {
        return results(progress, soFar -> search.answer().isClear(), search::add);
    }

    private StudyResults results(
            Consumer<StudyResults> progress, Predicate<StudyResults> isEnough, Consumer<List<Study.Row>> replication) {
        StudyResults results = new StudyResults(study);
        int most = study.shards(study.plan().effort().atMost());
        int step = study.shards(study.plan().effort().step());
        int end = Math.min(study.shards(study.plan().effort().atLeast()), most);
        int begin = 0;
        while (true) {
            play(new InOrder(begin, results, replication), end, progress);
            if (isEnough.test(results) || end == most) {
                return results;
            }
            begin = end;
            end = Math.min(end + step, most);
        }
    }

    private void play(InOrder inOrder, int end, Consumer<StudyResults> progress) {
        int begin = inOrder.next;
        StudyResults results = inOrder.results;
        List<Integer> missing = new ArrayList<>();
        for (int shard = begin; shard < end; shard++) {
            if (!folder.isFinished(shard)) {
                missing.add(shard);
            }
        }
        inOrder.take(missing.isEmpty() ? end : missing.getFirst());
        progress.accept(results);
        if (!missing.isEmpty()) {
            boolean[] there = new boolean[end - begin];
            Arrays.fill(there, true);
            missing.forEach(each -> there[each - begin] = false);
            player.play(missing, shard -> {
                there[shard - begin] = true;
                int known = inOrder.next;
                while (known < end && there[known - begin]) {
                    known++;
                }
                inOrder.take(known);
                progress.accept(results);
            });
        }
        inOrder.take(end);
        progress.accept(results);
    }

    /** Adds shards to the results one after the other. */
    private final class InOrder {
        private final StudyResults results;
        private final Consumer<List<Study.Row>> replication;
        private int next;

        InOrder(int begin, StudyResults results, Consumer<List<Study.Row>> replication) {
            this.next = begin;
            this.results = results;
            this.replication = replication;
        }

        /** Adds all shards before one. */
        void take(int end) {
            for (; next < end; next++) {
                @Nullable List<Study.Row> rows = folder.rows(next);
                if (rows == null) {
                    throw new IllegalStateException("shard " + next + " is said to be finished and is not there");
                }
                int settings = study.settings().size();
                for (int row = 0; row < rows.size(); row += settings) {
                    List<Study.Row> one = rows.subList(row, row + settings);
                    one.forEach(results::add);
                    replication.accept(one);
                }
            }
        }
    }
}
