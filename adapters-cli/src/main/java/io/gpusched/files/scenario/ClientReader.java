package io.gpusched.files.scenario;

import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.WorkRequest;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.problem.Nearest;
import io.gpusched.files.scenario.ClientPlan.FaultPlan;
import io.gpusched.files.scenario.ClientPlan.JobPlan;
import io.gpusched.files.scenario.ClientPlan.Pace;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads clients: what they submit, and when. */
final class ClientReader {
    private final ScenarioMachine machine;
    private final boolean hasEnd;
    private final PluggedReader plugged;
    private final NodeProblems problems;
    private final DrawReader draws;

    /**
     * Makes a reader of the clients of a machine.
     *
     * @param hasEnd whether the scenario has a duration
     */
    ClientReader(ScenarioMachine machine, boolean hasEnd, PluggedReader plugged, NodeProblems problems) {
        this.plugged = plugged;
        this.machine = machine;
        this.hasEnd = hasEnd;
        this.problems = problems;
        this.draws = new DrawReader(problems);
    }

    ClientPlan read(Mapping client) {
        List<Integer> entities = machine.entities().of(client, Schema.CLIENT_ENTITY);
        Draw start = draws.read(client, Schema.START);
        Pace pace = new Pace.Open(new Draw.Constant(0));
        long rounds = 1;
        if (client.has(Schema.OPEN) && client.has(Schema.CLOSED)) {
            problems.add(client.at(), "a client has an open loop or a closed loop, not both; remove one");
        } else if (client.has(Schema.OPEN)) {
            Mapping loop = client.mapping(Schema.OPEN, Schema.OPEN_LOOP);
            pace = new Pace.Open(draws.read(loop, Schema.EVERY));
            rounds = rounds(loop);
        } else if (client.has(Schema.CLOSED)) {
            Mapping loop = client.mapping(Schema.CLOSED, Schema.CLOSED_LOOP);
            pace = new Pace.Closed(draws.read(loop, Schema.PAUSE));
            rounds = rounds(loop);
        }
        return new ClientPlan(
                client.at(), entities.size(), start, pace, rounds, jobs(client, entities), faults(client));
    }

    private SettingValues work(Mapping client, List<Integer> entities) {
        if (!client.has(Schema.WORK) || entities.isEmpty()) {
            return SettingValues.NONE;
        }
        return plugged.work(client.node(Schema.WORK), machine.backendOf(entities.getFirst()));
    }

    private long rounds(Mapping loop) {
        if (loop.has(Schema.ROUNDS)) {
            return loop.whole(Schema.ROUNDS);
        }
        if (!hasEnd) {
            problems.add(loop.at(), "this loop never ends; give it 'rounds', or give the scenario a 'duration'");
        }
        return ClientPlan.AS_MANY_AS_FIT;
    }

    private List<JobPlan> jobs(Mapping client, List<Integer> entities) {
        List<JobPlan> plans = new ArrayList<>();
        Map<String, Integer> earlier = new LinkedHashMap<>();
        SettingValues settings = work(client, entities);
        List<Mapping> jobs = client.mappings(Schema.JOBS, Schema.JOB);
        List<String> names = jobs.stream().map(job -> job.name(Schema.JOB_NAME)).toList();
        for (int i = 0; i < jobs.size(); i++) {
            plans.add(job(jobs.get(i), entities, earlier, names, settings));
            String name = names.get(i);
            if (!name.isEmpty() && earlier.putIfAbsent(name, i) != null) {
                problems.add(
                        jobs.get(i).node(Schema.JOB_NAME),
                        "there is already a job " + Shown.quoted(name) + " in this round");
            }
        }
        return plans;
    }

    private JobPlan job(
            Mapping job,
            List<Integer> clients,
            Map<String, Integer> earlier,
            List<String> ofRound,
            SettingValues settings) {
        List<Integer> entities = clients;
        if (job.has(Schema.JOB_ENTITY)) {
            entities = machine.entities().of(job, Schema.JOB_ENTITY);
            if (entities.size() != clients.size() && !entities.isEmpty() && !clients.isEmpty()) {
                problems.add(
                        job.node(Schema.JOB_ENTITY),
                        "this entity has a count of " + entities.size() + " and the client's has " + clients.size()
                                + "; each copy of a client needs its own");
            }
        }
        List<Integer> afterJobs = new ArrayList<>();
        List<Integer> afterFences = new ArrayList<>();
        for (Node each : job.each(Schema.AFTER)) {
            String name = job.text(Schema.AFTER, each);
            if (name != null && earlier.containsKey(name)) {
                afterJobs.add(earlier.getOrDefault(name, 0));
            } else if (name != null && ofRound.contains(name)) {
                problems.add(
                        each,
                        "job " + Shown.quoted(name)
                                + " is not before this one in the round, so waiting for it would never end; "
                                + "move it up, or remove it here");
            } else if (name != null) {
                afterFences.addAll(fence(each, name, earlier));
            }
        }
        return new JobPlan(
                (int) job.whole(Schema.JOB_COUNT),
                draws.read(job, Schema.JOB_TIME),
                (int) job.whole(Schema.JOB_CREDITS),
                entities,
                afterJobs,
                afterFences,
                new WorkRequest(settings, job.time(Schema.JOB_DEADLINE, Nanos.NO_LIMIT)));
    }

    private List<Integer> fence(Node at, String name, Map<String, Integer> earlier) {
        if (machine.fences().knows(name) || earlier.isEmpty()) {
            return machine.fences().of(at, name);
        }
        problems.add(
                at,
                "there is no earlier job or fence " + Shown.quoted(name) + ";" + Nearest.hint(name, earlier.keySet())
                        + " earlier jobs of the round: " + String.join(", ", earlier.keySet()));
        return List.of();
    }

    private List<FaultPlan> faults(Mapping client) {
        return client.mappings(Schema.FAULTS, Schema.FAULT).stream()
                .map(this::fault)
                .toList();
    }

    private FaultPlan fault(Mapping fault) {
        if (fault.present(List.of(Schema.NTH, Schema.PROBABILITY)).size() != 1) {
            problems.add(fault.at(), "a fault meets one job or any; expected either 'job' or 'probability'");
        }
        if (fault.present(List.of(Schema.HANGS, Schema.RUN_ERROR, Schema.HW_ERROR))
                .isEmpty()) {
            problems.add(fault.at(), "this fault does nothing; expected one of hangs, run_error, hw_error");
        }
        return new FaultPlan(
                fault.has(Schema.NTH) ? fault.whole(Schema.NTH) : 0,
                fault.real(Schema.PROBABILITY),
                (int) fault.whole(Schema.HANGS),
                fault.error(Schema.RUN_ERROR),
                fault.error(Schema.HW_ERROR));
    }
}
