package io.gpusched.benchmarks;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import org.jspecify.annotations.Nullable;

/** A disruptor for many producers and one consumer. */
final class DisruptorLanes implements Contender.Lanes, Lane {
    private static final int SLOTS = 8_192;

    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> ring;

    /** Touched by the consumer only. */
    private long done;

    /** One job in the ring. */
    private static final class Slot {
        @Nullable
        Arrival finished;
    }

    DisruptorLanes(WaitStrategy strategy) {
        disruptor = new Disruptor<>(Slot::new, SLOTS, DaemonThreadFactory.INSTANCE, ProducerType.MULTI, strategy);
        disruptor.handleEventsWith((slot, sequence, lastOfBatch) -> work(slot));
        ring = disruptor.start();
    }

    private void work(Slot slot) {
        done++;
        Arrival finished = slot.finished;
        if (finished != null) {
            finished.run();
        }
    }

    @Override
    public Lane lane() {
        return this;
    }

    @Override
    public void submit() {
        publish(null);
    }

    @Override
    public void submit(Arrival finished) {
        publish(finished);
    }

    private void publish(@Nullable Arrival finished) {
        long sequence = ring.next();
        ring.get(sequence).finished = finished;
        ring.publish(sequence);
    }

    @Override
    public void close() {
        disruptor.shutdown();
    }
}
