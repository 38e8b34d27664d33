package io.gpusched.domain.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arrays and chains over one another, at random: whatever the order in which the fences below signal, each container does what its
 * definition says, compared with a model that knows only the times and errors of what it stands for.
 */
class FenceForestTest {
    private static final long NEVER = Long.MAX_VALUE;

    static LongStream seeds() {
        return LongStream.range(0, 1_000);
    }

    /** A fence, what it is made of, and what was seen of it. */
    private static final class Node {
        final Fence fence;
        final String kind;
        final List<Node> parts;
        final long madeAt;
        final Fences.Calls calls = new Fences.Calls();
        boolean watched;

        Node(Fence fence, String kind, List<Node> parts, long madeAt) {
            this.fence = fence;
            this.kind = kind;
            this.parts = parts;
            this.madeAt = madeAt;
        }

        long endOf() {
            return switch (kind) {
                case "base" -> fence.isSignaled() ? fence.timestampNanos() : NEVER;
                case "any" ->
                    parts.stream()
                            .filter(this::wasThere)
                            .findFirst()
                            .map(Node::endOf)
                            .orElse(parts.stream().mapToLong(Node::endOf).min().orElseThrow());
                default -> parts.stream().mapToLong(Node::endOf).max().orElseThrow();
            };
        }

        boolean wasThere(Node part) {
            return part.endOf() < madeAt;
        }

        /** Which errors are right: one, or several if parts of an array end at the same instant, which only the order of calls tells. */
        List<Errno> possibleErrors() {
            return switch (kind) {
                case "base" -> Collections.singletonList(fence.error());
                case "link" -> Collections.singletonList(null);
                case "any" -> {
                    Node first =
                            parts.stream().filter(this::wasThere).findFirst().orElse(null);
                    yield errorsOf(first == null ? endedAt(endOf()) : List.of(first));
                }
                default -> firstFailures();
            };
        }

        private List<Errno> firstFailures() {
            List<Node> failed =
                    parts.stream().filter(part -> part.fence.error() != null).toList();
            Node before = failed.stream().filter(this::wasThere).findFirst().orElse(null);
            if (before != null) {
                return errorsOf(List.of(before));
            }
            long first = failed.stream().mapToLong(Node::endOf).min().orElse(NEVER);
            return failed.isEmpty()
                    ? Collections.singletonList(null)
                    : errorsOf(failed.stream()
                            .filter(part -> part.endOf() == first)
                            .toList());
        }

        private List<Node> endedAt(long nanos) {
            return parts.stream().filter(part -> part.endOf() == nanos).toList();
        }

        private static List<Errno> errorsOf(List<Node> nodes) {
            List<Errno> errors = new ArrayList<>();
            nodes.forEach(node -> errors.add(node.fence.error()));
            return errors;
        }
    }

    /** A forest and the time. */
    private static final class Forest {
        final Fences fences = new Fences();
        final List<Node> bases = new ArrayList<>();
        final List<Node> containers = new ArrayList<>();
        final Random random;
        long now;

        Forest(long seed) {
            random = new Random(seed);
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                bases.add(new Node(fences.make(), "base", List.of(), 0));
            }
        }

        void grow() {
            List<Node> parts = new ArrayList<>();
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                parts.add(anyNode());
            }
            Fence[] members = parts.stream().map(part -> part.fence).toArray(Fence[]::new);
            Node node = switch (random.nextInt(3)) {
                case 0 -> new Node(fences.all(members).fence(), "all", parts, now);
                case 1 -> new Node(fences.any(members).fence(), "any", parts, now);
                default -> link(parts);
            };
            containers.add(node);
            node.watched = random.nextBoolean();
            if (node.watched && !node.fence.addCallback(node.calls)) {
                node.watched = false;
            }
        }

        private Node link(List<Node> parts) {
            List<Node> own = parts.stream()
                    .filter(part -> !part.kind.equals("link"))
                    .limit(1)
                    .toList();
            Node contained = own.isEmpty() ? bases.getFirst() : own.getFirst();
            Node before = random.nextInt(4) == 0 ? null : anyNode();
            FenceChain link = new FenceChain(
                    before == null ? null : before.fence, contained.fence, 1 + random.nextInt(9), fences.contexts);
            List<Node> all = before == null ? List.of(contained) : List.of(before, contained);
            return new Node(link.fence(), "link", all, now);
        }

        private Node anyNode() {
            int index = random.nextInt(bases.size() + containers.size());
            return index < bases.size() ? bases.get(index) : containers.get(index - bases.size());
        }

        void signal(Node base) {
            if (random.nextInt(3) == 0) {
                base.fence.setError(new Errno(1 + random.nextInt(5)));
            }
            base.fence.signal(now++);
        }

        void check() {
            for (Node node : containers) {
                if (!node.watched && random.nextBoolean()) {
                    continue;
                }
                assertThat(node.fence.isSignaled()).as(node.kind).isEqualTo(node.endOf() != NEVER);
                assertThat(node.calls.fences).hasSize(node.watched && node.fence.isSignaled() ? 1 : 0);
            }
        }

        void checkEnd() {
            for (Node node : containers) {
                if (node.fence.isSignaled()) {
                    assertThat(node.fence.timestampNanos()).as(node.kind).isEqualTo(node.endOf());
                    assertThat(node.fence.error()).as(node.kind).isIn(node.possibleErrors());
                    assertThat(Fences.callbacks(node.fence)).isEmpty();
                }
            }
            for (Node base : bases) {
                for (Object callback : Fences.callbacks(base.fence)) {
                    assertThat(outstanding(callback))
                            .as("%s hangs on %s", callback, base.fence)
                            .isTrue();
                }
            }
        }

        private static boolean outstanding(Object callback) {
            return switch (callback) {
                case FenceArray array -> !array.fence().isSignaled();
                case FenceChain link -> !link.fence().isSignaled();
                default -> false;
            };
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_container_signals_when_its_definition_says_with_the_right_time_and_error_and_lets_go(long seed) {
        Forest forest = new Forest(seed);
        List<Node> order = new ArrayList<>(forest.bases);
        Collections.shuffle(order, forest.random);
        int signalled = forest.random.nextInt(order.size() + 1);

        for (Node base : order.subList(0, signalled)) {
            for (int i = forest.random.nextInt(4); i > 0; i--) {
                forest.grow();
            }
            forest.signal(base);
            forest.check();
        }

        forest.grow();
        forest.check();
        forest.checkEnd();
    }
}
