package io.gpusched.domain.sched;

import static io.gpusched.domain.sched.ShareSimulation.MILLI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.StartTimeFair;
import io.gpusched.domain.sched.ShareSimulation.Client;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedRunQueueTest {
    private static final long SECOND = 1_000 * MILLI;
    private static final StartTimeFair WEIGHTED = StartTimeFair.weighted();

    @Nested
    class Shares {
        /** The bound of docs/shares.md, at every end of a job, for clients that always have work. */
        @ParameterizedTest(name = "seed {0}")
        @MethodSource("io.gpusched.domain.sched.SharedRunQueueTest#seeds")
        void differ_by_a_constant_only(long seed) {
            Random random = new Random(seed);
            int slots = 1 + random.nextInt(8);
            long longest = (1 + random.nextInt(50)) * MILLI;
            ShareSimulation ring = new ShareSimulation(WEIGHTED, slots);
            List<Client> clients = new ArrayList<>();
            for (int i = 2 + random.nextInt(5); i > 0; i--) {
                long own = 1 + random.nextLong(longest);
                boolean constant = random.nextBoolean();
                clients.add(ring.client(1 + random.nextInt(9), () -> constant ? own : 1 + random.nextLong(own)));
            }
            clients.forEach(each -> each.keepsQueued(slots + 1));
            // Others come and go meanwhile, each with a few jobs.
            for (long at = 0; at < 400 * longest; at += 1 + random.nextLong(20 * longest)) {
                long own = 1 + random.nextLong(longest);
                ring.at(at, () -> {
                    Client other = ring.client(1 + random.nextInt(9), () -> own);
                    IntStream.range(0, 5).forEach(each -> other.push());
                    other.onEnd = () -> {
                        if (other.started() == 5 && random.nextBoolean()) {
                            other.entity.close();
                        }
                    };
                });
            }

            for (long now = 0; now < 400 * longest; now += longest / 2) {
                ring.runUntil(now);
                for (Client a : clients) {
                    for (Client b : clients) {
                        double apart = perWeight(a, a.servedNanos()) - perWeight(b, b.servedNanos());
                        assertThat(apart)
                                .as("at %d ns with %d slots", now, slots)
                                .isLessThanOrEqualTo((slots + 1) * (perWeight(a, longest) + perWeight(b, longest)));
                    }
                }
            }
        }

        private double perWeight(Client client, long nanos) {
            return (double) nanos / client.entity.weight();
        }

        @ParameterizedTest(name = "{0} slots")
        @ValueSource(ints = {1, 3, 15})
        void are_as_the_weights_within_one_percent_and_one_job(int slots) {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, slots);
            List<Client> clients = IntStream.of(1, 2, 4)
                    .mapToObj(weight -> ring.client(weight, () -> 7 * MILLI))
                    .toList();
            clients.forEach(each -> each.keepsQueued(20));

            ring.runUntil(20 * SECOND);

            long all = clients.stream().mapToLong(Client::servedNanos).sum();
            for (Client each : clients) {
                assertThat((double) each.servedNanos())
                        .isCloseTo(
                                all * each.entity.weight() / 7.0,
                                within(all * each.entity.weight() / 700.0 + 7 * MILLI));
            }
        }

        @Test
        void count_only_the_clients_own_time_where_jobs_wait_for_each_other_on_the_ring() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 4, false);
            Client heavy = ring.client(() -> 10 * MILLI).keepsQueued(20);
            Client light = ring.client(() -> MILLI).keepsQueued(20);

            ring.runUntil(10 * SECOND);

            assertThat(light.started()).isCloseTo(10 * heavy.started(), within(60));
        }

        @Test
        void follow_a_weight_that_changes() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 1);
            Client a = ring.client(() -> MILLI).keepsQueued(5);
            Client b = ring.client(() -> MILLI).keepsQueued(5);
            ring.runUntil(SECOND);
            int before = b.started();

            b.entity.setWeight(3);
            ring.runUntil(5 * SECOND);

            assertThat(before).isCloseTo(500, within(2));
            assertThat(b.started() - before).isCloseTo(3_000, within(5));
            assertThat(a.started() + b.started()).isCloseTo(5_000, within(2));
        }

        @Test
        void are_divided_between_groups_first_and_then_within_them() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 2);
            EntityGroup acme = new EntityGroup("acme", 3, null);
            EntityGroup anna = new EntityGroup("anna", 1, acme);
            EntityGroup bob = new EntityGroup("bob", 2, acme);
            List<Client> clients = List.of(
                    ring.client(1, Priority.NORMAL, anna, () -> 3 * MILLI),
                    ring.client(1, Priority.NORMAL, anna, () -> MILLI),
                    ring.client(1, Priority.NORMAL, bob, () -> 2 * MILLI),
                    ring.client(() -> 2 * MILLI));
            clients.forEach(each -> each.keepsQueued(4));

            ring.runUntil(12 * SECOND);

            // 24 s of two slots: 18 for acme, of which anna gets 6, and 6 for the one outside.
            assertThat(clients.stream().map(each -> (each.servedNanos() + SECOND / 2) / SECOND))
                    .containsExactly(3L, 3L, 12L, 6L);
        }

        @Test
        void follow_the_weight_of_a_group_that_changes() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 1);
            EntityGroup tenant = new EntityGroup("tenant", 1, null);
            Client member = ring.client(1, Priority.NORMAL, tenant, () -> MILLI).keepsQueued(5);
            Client other = ring.client(() -> MILLI).keepsQueued(5);
            ring.runUntil(SECOND);
            int before = member.started();

            tenant.setWeight(4);
            ring.runUntil(6 * SECOND);

            assertThat(before).isCloseTo(500, within(2));
            assertThat(member.started() - before).isCloseTo(4_000, within(5));
            assertThat(other.started()).isCloseTo(1_500, within(5));
        }

        @Test
        void of_priorities_are_those_of_the_fair_policy_of_linux() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 1);
            Client high = ring.client(1, Priority.HIGH, null, () -> MILLI).keepsQueued(5);
            Client normal = ring.client(() -> MILLI).keepsQueued(5);
            Client low = ring.client(1, Priority.LOW, null, () -> MILLI).keepsQueued(5);

            ring.runUntil(41 * SECOND);

            assertThat(high.started()).isCloseTo(32_000, within(30));
            assertThat(normal.started()).isCloseTo(8_000, within(30));
            assertThat(low.started()).isCloseTo(1_000, within(30));
        }

        @Test
        void of_a_client_are_not_renewed_by_new_entities_of_its_group() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 1);
            EntityGroup tenant = new EntityGroup("tenant", 1, null);
            Client steady = ring.client(() -> 10 * MILLI).keepsQueued(3);
            List<Client> sessions = new ArrayList<>();
            session(ring, tenant, sessions);

            ring.runUntil(100 * SECOND);

            long ofSessions = sessions.stream().mapToLong(Client::servedNanos).sum();
            assertThat(ofSessions).isCloseTo(50 * SECOND, within(SECOND));
            assertThat(steady.servedNanos()).isCloseTo(50 * SECOND, within(SECOND));
        }

        /** A client that makes an entity for one long job, closes it, and makes the next. */
        private void session(ShareSimulation ring, EntityGroup tenant, List<Client> sessions) {
            Client session = ring.client(1, Priority.NORMAL, tenant, () -> 100 * MILLI);
            sessions.add(session);
            session.onEnd = () -> {
                session.entity.close();
                session(ring, tenant, sessions);
            };
            session.push();
        }
    }

    @Nested
    class Newcomers {
        /** With an entity for each session, Linux's fair policy lets each newcomer pass all who wait. */
        @ParameterizedTest(name = "load {0} %")
        @ValueSource(ints = {95, 110})
        void wait_no_longer_than_first_come_first_served(int load) {
            long longest = sessions(WEIGHTED, load);

            assertThat(longest).isEqualTo(sessions(new Fifo(), load));
            assertThat(sessions(new Fair(), load)).isGreaterThan(2 * longest);
        }

        /** Returns the longest wait of 400 sessions with one job each; one that never started counts to the end. */
        private long sessions(Policy policy, int load) {
            Random random = new Random(load);
            ShareSimulation ring = new ShareSimulation(policy, 1);
            List<Client> sessions = new ArrayList<>();
            long at = 0;
            for (int i = 0; i < 400; i++) {
                at += (long) (-Math.log(1 - random.nextDouble()) * 10 * MILLI * 100 / load);
                ring.at(at, () -> {
                    Client session = ring.client(() -> 10 * MILLI);
                    sessions.add(session);
                    session.push();
                });
            }
            ring.runUntil(at);
            return sessions.stream()
                    .mapToLong(each -> each.waits.isEmpty()
                            ? ring.nowNanos() - each.entity.firstJob().submitNanos()
                            : each.waits.getFirst())
                    .max()
                    .orElseThrow();
        }

        /** More sessions come than the ring can serve, and each of them is new; the one who waits must get its turn. */
        @Test
        void cannot_pass_without_end_one_who_has_had_a_job() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 1);
            Client steady = ring.client(() -> 10 * MILLI).keepsQueued(2);
            for (long at = 0; at < 60 * SECOND; at += 9 * MILLI) {
                ring.at(at, () -> ring.client(() -> 10 * MILLI).push());
            }

            ring.runUntil(60 * SECOND);

            // One of 6,000 jobs in each round; a round is as long as the backlog, which grows by a tenth of what comes.
            assertThat(steady.started()).isGreaterThan(20);
        }

        @Test
        void get_no_more_than_those_who_were_there() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 1);
            Client old = ring.client(() -> 10 * MILLI).keepsQueued(3);
            ring.runUntil(100 * SECOND);
            int before = old.started();

            Client young = ring.client(() -> 10 * MILLI).keepsQueued(3);
            ring.runUntil(101 * SECOND);

            assertThat(young.started()).isCloseTo(old.started() - before, within(1));
        }

        @Test
        void that_were_idle_have_saved_nothing() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 1);
            Client idle = ring.client(() -> 10 * MILLI);
            idle.push();
            Client busy = ring.client(() -> 10 * MILLI).keepsQueued(3);
            ring.runUntil(100 * SECOND);
            int before = busy.started();

            idle.keepsQueued(3);
            ring.runUntil(101 * SECOND);

            assertThat(idle.started() - 1).isCloseTo(busy.started() - before, within(1));
        }

        @Test
        void owe_nothing_for_what_they_used_while_nobody_else_wanted_it() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 4);
            Client first = ring.client(() -> SECOND);
            IntStream.range(0, 40).forEach(each -> first.push());
            ring.runUntil(20 * SECOND);

            Client second = ring.client(() -> SECOND).keepsQueued(8);
            first.keepsQueued(8);
            ring.runUntil(21 * SECOND - 1);

            assertThat(first.running()).isEqualTo(2);
            assertThat(second.running()).isEqualTo(2);
        }
    }

    @Nested
    class Long_calls {
        @Test
        void of_three_clients_share_fifteen_slots_from_the_first_minute_on() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 15);
            List<Client> clients = IntStream.range(0, 3)
                    .mapToObj(each -> ring.client(() -> 60 * SECOND))
                    .toList();
            clients.forEach(each -> each.keepsQueued(30));

            for (int minute = 0; minute < 10; minute++) {
                ring.runUntil(minute * 60 * SECOND + 30 * SECOND);
                assertThat(clients).extracting(Client::running).containsExactly(5, 5, 5);
            }
        }

        @Test
        void of_one_that_came_first_give_way_as_soon_as_slots_are_free() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 15);
            Client first = ring.client(() -> 60 * SECOND).keepsQueued(30);
            List<Client> later = new ArrayList<>();
            ring.at(
                    SECOND,
                    () -> IntStream.range(0, 2)
                            .forEach(each ->
                                    later.add(ring.client(() -> 60 * SECOND).keepsQueued(30))));

            ring.runUntil(30 * SECOND);
            int firstMinute = first.running();
            ring.runUntil(90 * SECOND);

            assertThat(firstMinute).isEqualTo(15);
            assertThat(later).allMatch(each -> each.running() >= 7);
            ring.runUntil(600 * SECOND);
            assertThat(later).allMatch(each -> each.servedNanos() >= first.servedNanos() - 15 * 60 * SECOND);
        }

        @Test
        void are_charged_when_they_start_as_their_client_said() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 3);
            Client slow = ring.client(() -> 60 * SECOND);
            Client quick = ring.client(() -> 60 * SECOND);
            IntStream.range(0, 3).forEach(each -> slow.pushEstimated(60 * SECOND));
            IntStream.range(0, 3).forEach(each -> quick.pushEstimated(SECOND));

            ring.runUntil(SECOND);

            assertThat(slow.running()).isEqualTo(1);
            assertThat(quick.running()).isEqualTo(2);
        }
    }

    @Nested
    class Whoever_always_has_work {
        /**
         * The other one comes just before a job ends, with one job, and is idle again: each has half of the ring, and nobody is owed anything. An ideal server
         * that looks who is there when a job ends gives it a share of all that time, and the debt of the first one would grow with every round.
         */
        @Test
        void does_not_pay_for_one_who_comes_just_before_each_end() {
            ShareSimulation ring = new ShareSimulation(WEIGHTED, 1);
            Client always = ring.client(() -> MILLI).keepsQueued(2);
            Client other = ring.client(1, Priority.HIGH, null, () -> MILLI);
            int rounds = 200;
            for (int i = 0; i < rounds; i++) {
                ring.at(2L * i * MILLI + MILLI - 1, other::push);
            }
            ring.runUntil(2L * rounds * MILLI);
            int before = always.waits.size();

            other.keepsQueued(2);
            ring.runUntil(2L * rounds * MILLI + 24 * MILLI);

            assertThat(always.waits).hasSizeGreaterThan(before + 1);
        }
    }

    @Nested
    class A_heavy_neighbour {
        /**
         * Nine light clients alone, and beside one with a hundred times the load of each of them. Nobody can interrupt a job, so where jobs run
         * one after the other, what is on the ring when a light one comes must be waited for under any policy.
         */
        @ParameterizedTest(name = "{0} slots, overlapping {1}, heavy jobs of {2} ms")
        @CsvSource({"10, true, 10, 0", "1, false, 1, 0", "10, false, 1, 10", "1, false, 10, 10"})
        void costs_the_light_ones_at_most_a_fifth(int slots, boolean overlapping, int heavyMillis, int ringMillis) {
            long alone = p99OfLightOnes(slots, overlapping, 0);
            long beside = p99OfLightOnes(slots, overlapping, heavyMillis);

            assertThat(beside).isLessThanOrEqualTo(alone * 6 / 5 + ringMillis * MILLI);
        }

        private long p99OfLightOnes(int slots, boolean overlapping, int heavyMillis) {
            Random arrivals = new Random(7);
            Random durations = new Random(8);
            ShareSimulation ring = new ShareSimulation(WEIGHTED, slots, overlapping);
            List<Client> light = IntStream.range(0, 9)
                    .mapToObj(each -> ring.client(() -> exponential(durations, 10 * MILLI)))
                    .toList();
            if (heavyMillis > 0) {
                Random own = new Random(9);
                ring.client(() -> (long) (heavyMillis * MILLI * (0.5 + own.nextDouble())))
                        .keepsQueued(100);
            }
            long every = overlapping ? SECOND / slots : SECOND;
            for (Client each : light) {
                for (long at = 0; at < 300 * SECOND; ) {
                    at += exponential(arrivals, every);
                    ring.at(at, each::push);
                }
            }
            ring.runUntil(300 * SECOND);
            List<Long> latencies = new ArrayList<>();
            light.forEach(each -> latencies.addAll(each.latencies));
            Collections.sort(latencies);
            return latencies.get(latencies.size() * 99 / 100);
        }

        private long exponential(Random random, long mean) {
            return (long) (-Math.log(1 - random.nextDouble()) * mean);
        }
    }

    @Nested
    class Strict_priorities {
        @Test
        void come_one_after_the_other() {
            ShareSimulation ring = new ShareSimulation(StartTimeFair.strictPriorities(), 1);
            Client low = ring.client(1, Priority.LOW, null, () -> MILLI).keepsQueued(3);
            Client high = ring.client(1, Priority.HIGH, null, () -> MILLI);
            Client rival = ring.client(3, Priority.HIGH, null, () -> MILLI);
            IntStream.range(0, 100).forEach(each -> high.push());
            IntStream.range(0, 300).forEach(each -> rival.push());

            ring.runUntil(200 * MILLI - 1);

            assertThat(low.started()).isZero();
            assertThat(high.started()).isCloseTo(50, within(1));
            assertThat(rival.started()).isCloseTo(150, within(1));
        }

        @Test
        void are_those_of_the_first_job() {
            ShareSimulation ring = new ShareSimulation(StartTimeFair.strictPriorities(), 1);
            Client busy = ring.client(() -> 10 * MILLI).keepsQueued(5);
            Client urgent = ring.client(() -> 10 * MILLI);
            ring.runUntil(5 * MILLI);

            urgent.push(Priority.HIGH);
            urgent.push(Priority.LOW);
            ring.runUntil(SECOND);

            assertThat(urgent.waits).containsExactly(5 * MILLI);
            assertThat(busy.started()).isEqualTo(100);
        }

        @Test
        void do_not_starve_who_moves_up_with_age() {
            ShareSimulation ring = new ShareSimulation(StartTimeFair.strictPriorities(100 * MILLI), 1);
            ring.client(1, Priority.HIGH, null, () -> 10 * MILLI).keepsQueued(3);
            Client low = ring.client(1, Priority.LOW, null, () -> 10 * MILLI).keepsQueued(3);

            ring.runUntil(10 * SECOND);

            // Two levels to go, so one job every 200 ms and what it waits among its equals then.
            assertThat(low.started()).isBetween(40, 50);
        }
    }

    @Nested
    class Entities {
        private final Machine machine = new Machine(WEIGHTED);
        private final Scheduler ring = machine.scheduler(1);

        @Test
        void that_wait_for_a_dependency_come_back_like_idle_ones() {
            Entity blocked = machine.entity(ring);
            Entity other = machine.entity(ring);
            Fence fence = machine.fence();
            machine.push(blocked, fence);
            assertThat(blocked.pop(Preparation.NONE)).isInstanceOf(Pop.Blocked.class);
            for (int i = 0; i < 10; i++) {
                machine.push(other);
                machine.finish(machine.start(ring, i * MILLI), (i + 1) * MILLI);
            }
            boolean setAside = blocked.isBlocked() && !blocked.isReady();
            machine.push(other);
            machine.push(other);

            fence.signal(10 * MILLI);

            assertThat(setAside).isTrue();
            assertThat(blocked.isReady()).isTrue();
            // First what was submitted while it waited, or what it saves would be a burst of ten.
            machine.push(blocked);
            List<Entity> order = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Job job = machine.start(ring, 20 * MILLI);
                order.add(job.entity());
                machine.finish(job, 21 * MILLI);
            }
            assertThat(order.subList(0, 2)).containsExactlyInAnyOrder(blocked, other);
        }

        @Test
        void that_are_killed_while_they_wait_leave_nothing_behind() {
            EntityGroup tenant = new EntityGroup("tenant", 1, null);
            Entity killed = machine.entity(ring);
            killed.setGroup(tenant);
            Entity blocked = machine.entity(ring);
            blocked.setGroup(tenant);
            machine.push(killed);
            machine.push(blocked, machine.fence());
            assertThat(blocked.pop(Preparation.NONE)).isInstanceOf(Pop.Blocked.class);

            killed.close();
            blocked.close();

            assertThat(ring.select()).isEqualTo(Selection.Nothing.NO_ENTITY);
            assertThat(ring.score().value()).isEqualTo(2);
            Entity next = machine.entity(ring);
            next.setGroup(tenant);
            machine.push(next);
            assertThat(ring.select()).isSameAs(next);
        }

        @Test
        void take_what_they_owe_to_another_ring() {
            Scheduler second = machine.scheduler(1);
            Entity mover = machine.entity(ring, second);
            machine.push(mover);
            Job first = machine.start(ring, 0);
            machine.push(machine.entity(ring));
            machine.finish(first, 50 * MILLI);
            ring.setEligible(false);
            Entity settled = machine.entity(second);
            machine.push(settled);
            machine.push(settled);
            machine.finish(machine.start(second, 0), MILLI);

            machine.push(mover);

            assertThat(mover.scheduler()).isSameAs(second);
            assertThat(second.select()).isSameAs(settled);
        }

        @Test
        void keep_their_group_once_they_have_jobs() {
            Entity entity = machine.entity(ring);
            machine.push(entity);

            org.assertj.core.api.Assertions.assertThatIllegalStateException()
                    .isThrownBy(() -> entity.setGroup(new EntityGroup("late", 1, null)))
                    .withMessageContaining("cannot change its group");
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 10_001})
        void have_weights_of_one_to_ten_thousand(int weight) {
            Entity entity = machine.entity(ring);

            org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                    .isThrownBy(() -> entity.setWeight(weight))
                    .withMessage("a weight is 1 to 10000, not " + weight);
        }
    }

    static List<Long> seeds() {
        return java.util.stream.LongStream.range(0, 60).boxed().toList();
    }
}
