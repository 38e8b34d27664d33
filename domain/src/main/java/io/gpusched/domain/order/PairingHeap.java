package io.gpusched.domain.order;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A priority queue of intrusive nodes, ordered by (key, number). Insertion takes constant time, removal of any node logarithmic time
 * (amortised), and neither allocates: the links are fields of the nodes. A node is in one heap at a time and knows which.
 *
 * <p>Two structures hold the nodes. Most nodes come in ascending order, because turns and submission times only grow. So a node that belongs
 * behind the last one of a <i>line</i>, a doubly linked list in order, is appended there, and leaves it again in constant time. All other
 * nodes are in a pairing <i>heap</i>: each node has a list of children, all of them greater. To remove a node, its children are merged in
 * pairs from left to right, and the pairs from right to left. The least node of all is the lesser of the line's first and the heap's root;
 * it is kept at hand, since selection asks for it much more often than anything changes.
 *
 * <p>A node that moves, {@link #move}, is removed and inserted. One case is quicker: the last of the line that moves further back stays
 * where it is.
 *
 * <p>Binary and 4-ary heaps and {@code TreeSet} were measured and were twice as slow at 4,096 nodes. A red-black tree with pointers to both
 * ends, as in Linux, was as fast and needs three times the code. The number makes the order total, so the shape of the heap never shows.
 *
 * @param <N> the type of the nodes
 */
public final class PairingHeap<N extends PairingHeap.Node<N>> {
    /** Something that can be in one heap at a time. */
    public abstract static class Node<N extends Node<N>> {
        private long key;
        private long number;
        private @Nullable N child;
        private @Nullable N sibling;
        private @Nullable N previous;
        private @Nullable PairingHeap<N> heap;
        private boolean inLine;

        /** For subclasses. */
        protected Node() {}

        /** Returns the key that the node has, or last had, in a heap. */
        public final long key() {
            return key;
        }

        /** Returns the number that breaks ties between equal keys. */
        public final long number() {
            return number;
        }

        /** Tells whether this node comes before another one. */
        public final boolean isBefore(Node<N> other) {
            return key < other.key || (key == other.key && number < other.number);
        }
    }

    private @Nullable N first;
    private @Nullable N lineFirst;
    private @Nullable N lineLast;
    private @Nullable N root;

    /** Tells whether nothing is in the heap. */
    public boolean isEmpty() {
        return first == null;
    }

    /** Returns the least node, or null. */
    public @Nullable N first() {
        return first;
    }

    /** Tells whether a node is in this heap. */
    public boolean contains(N node) {
        return ((Node<N>) node).heap == this;
    }

    /** Hands out all nodes, in no order that means anything. */
    public void forEach(Consumer<? super N> receiver) {
        ArrayDeque<N> open = new ArrayDeque<>();
        if (lineFirst != null) {
            open.push(lineFirst);
        }
        if (root != null) {
            open.push(root);
        }
        while (!open.isEmpty()) {
            Node<N> entry = open.peek();
            receiver.accept(open.pop());
            if (entry.sibling != null) {
                open.push(entry.sibling);
            }
            if (entry.child != null) {
                open.push(entry.child);
            }
        }
    }

    /**
     * Inserts a node.
     *
     * @param node a node that is in no heap
     * @param key smallest first
     * @param number breaks ties, smallest first
     */
    public void insert(N node, long key, long number) {
        Node<N> entry = node;
        assert entry.heap == null : "a node is in one heap at a time: " + node;
        entry.heap = this;
        entry.key = key;
        entry.number = number;
        N last = lineLast;
        if (last == null || last.isBefore(entry)) {
            append(node, last);
        } else {
            root = root == null ? node : meld(root, node);
        }
        if (first == null || entry.isBefore(first)) {
            first = node;
        }
    }

    /**
     * Gives a node another place, as removing and inserting it would. The last of the line that moves further back stays where it is.
     *
     * @param node a node that is in this heap
     */
    public void move(N node, long key, long number) {
        Node<N> entry = node;
        assert entry.heap == this : "not in this heap: " + node;
        if (node == lineLast && key >= entry.key) {
            entry.key = key;
            entry.number = number;
            if (first == node) {
                first = lesser(lineFirst, root);
            }
        } else {
            remove(node);
            insert(node, key, number);
        }
    }

    private void append(N node, @Nullable N last) {
        Node<N> entry = node;
        entry.inLine = true;
        entry.previous = last;
        if (last == null) {
            lineFirst = node;
        } else {
            ((Node<N>) last).sibling = node;
        }
        lineLast = node;
    }

    /**
     * Removes a node.
     *
     * @param node a node that is in this heap
     */
    public void remove(N node) {
        Node<N> entry = node;
        assert entry.heap == this : "not in this heap: " + node;
        entry.heap = null;
        if (entry.inLine) {
            removeFromLine(entry);
        } else {
            removeFromHeap(node);
        }
        if (first == node) {
            first = lesser(lineFirst, root);
        }
    }

    private static <N extends Node<N>> @Nullable N lesser(@Nullable N a, @Nullable N b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }

    private void removeFromLine(Node<N> entry) {
        N before = entry.previous;
        N after = entry.sibling;
        if (before == null) {
            lineFirst = after;
        } else {
            ((Node<N>) before).sibling = after;
        }
        if (after == null) {
            lineLast = before;
        } else {
            ((Node<N>) after).previous = before;
        }
        entry.previous = null;
        entry.sibling = null;
        entry.inLine = false;
    }

    private void removeFromHeap(N node) {
        Node<N> entry = node;
        N merged = mergeChildren(entry.child);
        entry.child = null;
        if (root == node) {
            root = merged;
        } else {
            unlink(entry);
            if (merged != null && root != null) {
                root = meld(root, merged);
            }
        }
    }

    /** Takes a node that is not the root out of its parent's list of children. */
    private void unlink(Node<N> entry) {
        N previous = entry.previous;
        N next = entry.sibling;
        if (previous != null) {
            Node<N> before = previous;
            if (before.child == entry) {
                before.child = next;
            } else {
                before.sibling = next;
            }
        }
        if (next != null) {
            ((Node<N>) next).previous = previous;
        }
        entry.previous = null;
        entry.sibling = null;
    }

    private static <N extends Node<N>> @Nullable N mergeChildren(@Nullable N firstChild) {
        N pairs = null;
        N next = firstChild;
        while (next != null) {
            Node<N> left = next;
            N right = left.sibling;
            left.sibling = null;
            left.previous = null;
            N pair = next;
            next = null;
            if (right != null) {
                Node<N> rightEntry = right;
                next = rightEntry.sibling;
                rightEntry.sibling = null;
                rightEntry.previous = null;
                pair = meld(pair, right);
            }
            ((Node<N>) pair).sibling = pairs;
            pairs = pair;
        }
        N merged = null;
        while (pairs != null) {
            Node<N> entry = pairs;
            N rest = entry.sibling;
            entry.sibling = null;
            merged = merged == null ? pairs : meld(merged, pairs);
            pairs = rest;
        }
        return merged;
    }

    /** Makes the greater of two roots the first child of the other, which is returned. */
    private static <N extends Node<N>> N meld(N a, N b) {
        Node<N> x = a;
        Node<N> y = b;
        boolean inOrder = x.isBefore(y);
        Node<N> parent = inOrder ? x : y;
        Node<N> child = inOrder ? y : x;
        N childNode = inOrder ? b : a;
        N oldFirst = parent.child;
        child.sibling = oldFirst;
        child.previous = inOrder ? a : b;
        if (oldFirst != null) {
            ((Node<N>) oldFirst).previous = childNode;
        }
        parent.child = childNode;
        return inOrder ? a : b;
    }
}
