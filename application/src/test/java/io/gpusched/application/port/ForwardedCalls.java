package io.gpusched.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.testkit.ManualGpu;
import io.gpusched.testkit.ManualWork;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls each method of an interface on a forwarder, with arguments that differ, and compares what arrives at the other end. */
public final class ForwardedCalls<T> {
    private record Call(Method method, List<Object> arguments) {}

    private final Class<T> type;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Class<?>, Object> samples = new HashMap<>();

    /** Makes a check of all methods of an interface. */
    public ForwardedCalls(Class<T> type) {
        this.type = type;
        ManualWork work = new ManualWork();
        Device device = new Device(work, Tracepoints.NONE);
        Scheduler scheduler =
                device.addScheduler(new SchedulerSettings("ring", new Fifo(), 1, 5, 0, null), new ManualGpu());
        Entity entity = device.addEntity(Priority.NORMAL, List.of(scheduler));
        Job job = device.submit(new UnarmedJob(1, entity, 1, "work")).get();
        samples.put(Scheduler.class, scheduler);
        samples.put(Entity.class, entity);
        samples.put(Job.class, job);
        samples.put(HardwareJob.class, job);
        samples.put(JobFences.class, job.fences());
        samples.put(UnarmedJob.class, new UnarmedJob(2, entity, 1, "work"));
        samples.put(Fence.class, device.addFence(() -> "outside"));
        samples.put(Errno.class, Errno.EIO);
        samples.put(Launch.class, Launch.Accepted.NOTHING);
        samples.put(RecoveryStage.class, new RecoveryStage(Rung.RESET_RING, RecoveryStage.Progress.BEGUN));
        samples.put(Verdict.class, Verdict.NO_HANG);
        samples.put(TimeoutMove.class, TimeoutMove.Plain.FAULT);
        samples.put(List.class, List.of(scheduler));
        samples.put(String.class, "name");
        samples.put(int.class, 17);
        samples.put(long.class, 17L);
        samples.put(boolean.class, true);
    }

    /** Returns an end of the line, which keeps the calls that arrive. */
    public T end() {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this::arrived));
    }

    private @Nullable Object arrived(Object proxy, Method method, Object @Nullable [] arguments) {
        calls.add(new Call(method, arguments == null ? List.of() : Arrays.asList(arguments)));
        return method.getReturnType() == void.class ? null : sample(method.getReturnType());
    }

    private Object sample(Class<?> wanted) {
        return samples.computeIfAbsent(
                wanted,
                each -> Proxy.newProxyInstance(
                        each.getClassLoader(),
                        new Class<?>[] {each},
                        (proxy, method, arguments) -> switch (method.getName()) {
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> 1;
                            default -> each.getSimpleName();
                        }));
    }

    /** Returns the methods of the interface that a forwarder must pass on. */
    public Stream<Method> methods() {
        return Arrays.stream(type.getMethods())
                .filter(each -> !Modifier.isStatic(each.getModifiers()) && each.getDeclaringClass() != Object.class);
    }

    /**
     * Calls a method of a forwarder.
     *
     * @param ends how many ends the forwarder has
     */
    public void requireForwarded(T forwarder, Method method, int ends) throws ReflectiveOperationException {
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(this::sample).toArray();
        calls.clear();

        Object answer = method.invoke(forwarder, arguments);

        Call expected = new Call(method, Arrays.asList(arguments));
        assertThat(calls).hasSize(ends).allSatisfy(each -> {
            assertThat(each.method().getName()).isEqualTo(method.getName());
            assertThat(each.method().getParameterTypes()).isEqualTo(method.getParameterTypes());
            assertThat(each.arguments()).isEqualTo(expected.arguments());
        });
        if (method.getReturnType() != void.class) {
            assertThat(answer).isEqualTo(sample(method.getReturnType()));
        }
    }
}
