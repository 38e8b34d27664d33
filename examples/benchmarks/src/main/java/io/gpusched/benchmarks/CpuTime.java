package io.gpusched.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * How much time of a processor one job takes from submit to finished, of all threads together, with one producer. On a machine that does
 * other things as well it says more than the time on the clock. Its arguments are the names of contenders; give one at a time, or the
 * compiler has seen them all.
 */
public final class CpuTime {
    private static final int BATCH = 1_024;
    private static final int BATCHES = 2_000;
    private static final int ROUNDS = 10;
    private static final int WARM_UP = 3;

    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Arrival finished = new Arrival();

    private CpuTime() {}

    /** Measures each contender that is named. */
    public static void main(String[] names) {
        for (String name : names) {
            try (Contender.Lanes lanes = Contender.valueOf(name).start()) {
                double nanos = new CpuTime().leastNanosPerJob(lanes.lane());
                System.out.printf(Locale.ROOT, "%-22s %6.1f ns of a processor a job%n", name, nanos);
            }
        }
    }

    private double leastNanosPerJob(Lane lane) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = machine.getProcessCpuTime();
            for (int batch = 0; batch < BATCHES; batch++) {
                submit(lane);
            }
            double nanos = (double) (machine.getProcessCpuTime() - before) / BATCHES / BATCH;
            if (round >= WARM_UP) {
                least = Math.min(least, nanos);
            }
        }
        return least;
    }

    private void submit(Lane lane) {
        for (int i = 1; i < BATCH; i++) {
            lane.submit();
        }
        lane.submit(finished);
        finished.await();
    }
}
