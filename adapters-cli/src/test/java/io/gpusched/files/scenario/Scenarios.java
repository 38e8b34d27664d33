package io.gpusched.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.cli.wiring.Inside;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.problem.Problem;
import io.gpusched.views.text.RunReport;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.ArrayList;
import java.util.List;

/** Words for tests about scenarios. */
final class Scenarios {
    private Scenarios() {}

    /** Reads what has to be right. */
    static Workload read(String text) {
        Validation<Seq<Problem>, Workload> read =
                ScenarioReader.read("test.yaml", text, Latency.NONE, Inside.PROVIDERS);
        assertThat(read.isValid())
                .as(() -> read.isInvalid() ? read.getError().mkString("\n") : "")
                .isTrue();
        return read.get();
    }

    /** Reads what has to be wrong, and returns the problems as people see them. */
    static List<String> problems(String text) {
        Validation<Seq<Problem>, Workload> read =
                ScenarioReader.read("test.yaml", text, Latency.NONE, Inside.PROVIDERS);
        assertThat(read.isInvalid()).as("expected problems in%n%s", text).isTrue();
        return read.getError().map(Problem::toString).asJava();
    }

    /** A run that is over. */
    record Run(RunReport report, List<JobTimes> jobs, List<Event> events) {
        ClientSummary client(String name) {
            return report.clients().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        List<JobTimes> jobsOf(int entity) {
            return jobs.stream().filter(each -> each.entity() == entity).toList();
        }
    }

    static Run play(Workload workload) {
        RunReport report = new RunReport(workload);
        JobLog log = new JobLog();
        List<Event> events = new ArrayList<>();
        Simulation.play(workload, LinuxBugs.MENDED, event -> {
            report.accept(event);
            log.accept(event);
            events.add(event);
        });
        return new Run(report, log.jobs(), events);
    }
}
