package io.gpusched.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gpusched.application.event.Event;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.rules.history.CapacityRules;
import io.gpusched.application.rules.history.EndOfHistory;
import io.gpusched.application.rules.history.HardwareRules;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.history.WorkConservingRules;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.cli.experiment.EndlessRun;
import io.gpusched.cli.experiment.Repetition;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.cli.wiring.Inside;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.TraceFiles;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.eventfile.EventFileReader;
import io.gpusched.files.eventfile.EventFileReader.EventFile;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.scenario.ScenarioReader;
import io.gpusched.files.trace.ReadingLimits;
import io.gpusched.files.trace.RecordedHistory;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The readers, each with those who use what it has read. Whatever comes, it is taken or refused in words. */
enum ReaderUnderTest {
    CASE {
        @Override
        boolean takes(byte[] input) {
            return plays(CaseReader.read("fuzz.case", text(input).lines().toList(), SMALL, Inside.PROVIDERS));
        }
    },
    SCENARIO {
        @Override
        boolean takes(byte[] input) {
            return plays(ScenarioReader.read("fuzz.yaml", text(input), Latency.USUAL, Inside.PROVIDERS));
        }
    },
    /** What a token holds, unpacked: the fuzzer would not find the checksum by itself. */
    TOKEN {
        @Override
        boolean takes(byte[] input) {
            return Repetition.of(Tokens.pack(text(input)), Optional.empty(), Inside.PROVIDERS)
                    .isRight();
        }
    },
    EVENTS {
        @Override
        boolean takes(byte[] input) {
            Validation<Seq<Problem>, EventFile> read =
                    EventFileReader.read("fuzz.jsonl", text(input).lines().toList());
            if (isRefused(read)) {
                return false;
            }
            List<Event> events = read.get().events();
            judge(events, read.get().header().credits());
            EndOfHistory.of(events, read.get().header().cutOff());
            HardwareRules.judge(events, 0);
            return true;
        }
    },
    TRACE {
        @Override
        boolean takes(byte[] input) {
            Validation<Seq<Problem>, Recording> read;
            try {
                read = TraceFiles.read("fuzz.trace", new ByteArrayInputStream(input));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            if (isRefused(read)) {
                return false;
            }
            List<Event> events = RecordedHistory.of(read.get());
            judge(events, RecordedHistory.knownRoom(read.get(), events));
            Workload replay = Replay.of(read.get(), ReplayOptions.DEFAULTS).workload();
            if (!WorkloadRules.unplayable(replay).isEmpty()) {
                throw new IllegalStateException("a recording that cannot be played was taken");
            }
            return true;
        }
    };

    /** No input of a fuzzer needs more. */
    private static final ReadingLimits SMALL = ReadingLimits.DEFAULTS.withJobs(2_000);

    /**
     * Lets a reader have an input, and those who use what it has read.
     *
     * @return whether it was taken; false if it was refused in words
     */
    abstract boolean takes(byte[] input);

    static String text(byte[] input) {
        return new String(input, UTF_8);
    }

    private static boolean plays(Validation<Seq<Problem>, Workload> read) {
        if (isRefused(read)) {
            return false;
        }
        try {
            Simulation.play(read.get(), LinuxBugs.MENDED, event -> {});
        } catch (EndlessRun saidInWords) {
            return true;
        }
        return true;
    }

    private static boolean isRefused(Validation<Seq<Problem>, ?> read) {
        if (read.isValid()) {
            return false;
        }
        if (read.getError().isEmpty()
                || read.getError().exists(problem -> problem.message().isBlank())) {
            throw new IllegalStateException("refused without a word");
        }
        return true;
    }

    private static void judge(List<Event> events, List<Integer> credits) {
        HistoryRules.judge(events);
        CapacityRules.judge(events, credits);
        WorkConservingRules.judge(events, credits, 0);
    }
}
