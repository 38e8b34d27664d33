package io.gpusched.application.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.application.port.Message;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.Rung;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.testkit.ManualDevice;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever can be called on a scheduler that was torn down is refused with words or does no harm; jobs end or are refused. */
final class DeadSchedulerTest {
    private static final int SEQUENCES = 2_000;

    /** A device with a dead scheduler and a live one. */
    private static final class Scene {
        private final ManualDevice machine = new ManualDevice();
        private final Device device = machine.device();
        private final Scheduler dead = machine.scheduler(1, 1_000, 0);
        private final Scheduler alive = machine.scheduler(1);
        private final Entity pinned = machine.entity(dead);
        private final Entity choosy = machine.entity(dead, alive);
        private final List<Job> jobs = new ArrayList<>();

        Scene() {
            machine.submit(pinned);
            machine.runAll();
            device.close(pinned);
            device.teardown(dead);
            machine.runAll();
        }

        private void submit(Entity entity) {
            device.submit(machine.job(entity)).forEach(jobs::add);
        }
    }

    /** What can be called, by the name of the method of the device or of the scheduler. */
    private static Map<String, Consumer<Scene>> calls() {
        Map<String, Consumer<Scene>> calls = new LinkedHashMap<>();
        calls.put("start", scene -> scene.device.start(scene.dead));
        calls.put("stop", scene -> scene.device.stop(scene.dead));
        calls.put("fault", scene -> scene.device.fault(scene.dead));
        calls.put("timeOutNow", scene -> scene.device.timeOutNow(scene.dead));
        calls.put("suspendTimeout", scene -> scene.device.suspendTimeout(scene.dead));
        calls.put("resumeTimeout", scene -> scene.device.resumeTimeout(scene.dead, 5));
        calls.put(
                "pendingJobs",
                scene -> assertThat(scene.device.pendingJobs(scene.dead)).isEmpty());
        calls.put("recovery", scene -> scene.device.recovery(scene.dead, null).start(null));
        calls.put("teardown", scene -> scene.device.teardown(scene.dead));
        calls.put("queuedWork", scene -> scene.device.queuedWork(scene.dead));
        calls.put("ignoredCompletions", scene -> scene.device.ignoredCompletions(scene.dead));
        calls.put("overlaps", scene -> scene.device.overlaps(scene.dead));
        calls.put(
                "isTornDown",
                scene -> assertThat(scene.device.isTornDown(scene.dead)).isTrue());
        calls.put(
                "send",
                scene -> scene.device.send(scene.dead, new Message() {
                    @Override
                    public void process() {
                        throw new AssertionError("processed by a dead scheduler");
                    }
                }));
        calls.put("setCreditLimit", scene -> scene.device.setCreditLimit(scene.dead, 3));
        calls.put("holdStarts", scene -> scene.device.holdStarts(scene.dead, false));
        calls.put("setTimeout", scene -> scene.device.setTimeout(scene.dead, 500));
        calls.put(
                "recovering",
                scene -> scene.device.recovering(
                        scene.dead, new RecoveryStage(Rung.RESET_RING, RecoveryStage.Progress.BEGUN)));
        calls.put("setEligible", scene -> scene.dead.setEligible(true));
        calls.put("not eligible", scene -> scene.dead.setEligible(false));
        calls.put("submit", scene -> scene.submit(scene.choosy));
        calls.put("submit pinned", scene -> scene.submit(scene.pinned));
        calls.put("submit new", scene -> scene.submit(scene.machine.entity(scene.dead)));
        calls.put("setSchedulers", scene -> {
            Entity entity = scene.machine.entity(scene.alive);
            scene.device.setSchedulers(entity, List.of(scene.dead));
            scene.submit(entity);
        });
        calls.put("setPriority", scene -> scene.device.setPriority(scene.pinned, Priority.LOW));
        calls.put("close", scene -> scene.device.close(scene.pinned));
        calls.put("flush", scene -> {
            Fence flushed = scene.device.flush(scene.pinned, 10);
            scene.machine.advance(20);
            assertThat(flushed.isSignaled()).isTrue();
        });
        return calls;
    }

    @Test
    void every_call_of_a_device_that_takes_a_scheduler_is_tried() {
        List<String> methods = Arrays.stream(Device.class.getMethods())
                .filter(method -> Arrays.asList(method.getParameterTypes()).contains(Scheduler.class))
                .map(Method::getName)
                .toList();

        assertThat(calls().keySet()).containsAll(methods);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"start", "fault", "timeOutNow", "resumeTimeout", "teardown", "send", "setEligible", "recovery"})
    void what_would_put_work_on_its_way_is_refused_with_words(String call) {
        Scene scene = new Scene();

        assertThatIllegalStateException()
                .isThrownBy(() -> calls().get(call).accept(scene))
                .withMessageStartingWith("scheduler 0 was torn down and ");
    }

    @Test
    void any_sequence_of_calls_leaves_the_dead_dead_and_loses_no_job() {
        Map<String, Consumer<Scene>> calls = calls();
        List<String> names = List.copyOf(calls.keySet());
        TreeSet<String> refused = new TreeSet<>();
        for (int i = 0; i < SEQUENCES; i++) {
            SplittableRandom random = new SplittableRandom(i);
            Scene scene = new Scene();
            for (int length = random.nextInt(1, 12); length > 0; length--) {
                String name = names.get(random.nextInt(names.size()));
                try {
                    calls.get(name).accept(scene);
                } catch (IllegalStateException inWords) {
                    assertThat(inWords.getMessage()).contains("was torn down");
                    refused.add(name);
                }
                scene.machine.runAll();
            }
            while (!scene.machine.gpu(scene.alive).running().isEmpty()) {
                scene.machine.gpu(scene.alive).advance(1);
                scene.machine.runAll();
            }

            QueuedWork queued = scene.device.queuedWork(scene.dead);
            assertThat(List.of(queued.run(), queued.free(), queued.message(), queued.timeout()))
                    .containsOnly(false);
            assertThat(scene.dead.isEligible()).isFalse();
            assertThat(scene.jobs).allMatch(job -> job.fences().finished().isSignaled());
        }
        assertThat(refused).hasSize(8);
    }
}
