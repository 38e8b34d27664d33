package io.gpusched.backend.opencl;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The kernels that jobs may run. All compute with whole numbers modulo 2^32, so every device gets the same results, and Java too. Their two inputs are
 * {@link #input} of the seeds {@link #FIRST_SEED} and {@link #SECOND_SEED}, which the device writes itself.
 */
public enum OpenClKernel {
    /** Adds two vectors of {@code size} numbers. */
    VECTOR_ADD("vector-add", "vector_add"),
    /** Multiplies two matrices of {@code size} rows and columns. */
    MATRIX_PRODUCT("matrix-product", "matrix_product"),
    /** Adds the numbers of a vector of {@code size} numbers, in groups; the sums of the groups are the result. */
    REDUCTION("reduction", "reduce_groups");

    /** The seed of the first input. */
    static final int FIRST_SEED = 7;

    /** The seed of the second input. */
    static final int SECOND_SEED = 5;

    /** How many work items make a group. */
    static final int GROUP = 64;

    private static final int SIDE = 8;

    /** The program of all kernels. {@code step} and {@code half} are words of OpenCL's own and no names for kernels or variables. */
    static final String SOURCE = """
            kernel void fill_input(global uint *to, const uint count, const uint seed) {
                uint i = get_global_id(0);
                if (i < count) {
                    to[i] = (i * seed + 3u) & 15u;
                }
            }

            kernel void vector_add(global const uint *a, global const uint *b, global uint *c, const uint size) {
                uint i = get_global_id(0);
                if (i < size) {
                    c[i] = a[i] + b[i];
                }
            }

            kernel void matrix_product(global const uint *a, global const uint *b, global uint *c, const uint size) {
                uint column = get_global_id(0);
                uint row = get_global_id(1);
                if (row < size && column < size) {
                    uint sum = 0;
                    for (uint k = 0; k < size; k++) {
                        sum += a[row * size + k] * b[k * size + column];
                    }
                    c[row * size + column] = sum;
                }
            }

            kernel void reduce_groups(global const uint *a, global const uint *b, global uint *c, const uint size) {
                local uint part[64];
                uint i = get_global_id(0);
                uint mine = get_local_id(0);
                part[mine] = i < size ? a[i] + b[i] : 0u;
                for (uint apart = 32; apart > 0; apart /= 2) {
                    barrier(CLK_LOCAL_MEM_FENCE);
                    if (mine < apart) {
                        part[mine] += part[mine + apart];
                    }
                }
                if (mine == 0) {
                    c[get_group_id(0)] = part[0];
                }
            }
            """;

    private final String word;
    private final String function;

    OpenClKernel(String word, String function) {
        this.word = word;
        this.function = function;
    }

    /** Returns the word by which a scenario names it. */
    public String word() {
        return word;
    }

    /** Returns the words of all kernels. */
    static List<String> words() {
        return Arrays.stream(values()).map(OpenClKernel::word).toList();
    }

    /**
     * Returns the kernel with a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static OpenClKernel of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no kernel '" + word + "'"));
    }

    /** Returns the name of its function in {@link #SOURCE}. */
    String function() {
        return function;
    }

    /** Returns how many numbers each input has. */
    long inputs(long size) {
        return this == MATRIX_PRODUCT ? size * size : size;
    }

    /** Returns how many numbers the result has. */
    long results(long size) {
        return switch (this) {
            case VECTOR_ADD -> size;
            case MATRIX_PRODUCT -> size * size;
            case REDUCTION -> (size + GROUP - 1) / GROUP;
        };
    }

    /** Returns how many work items it has in each dimension. */
    long[] global(long size) {
        return this == MATRIX_PRODUCT
                ? new long[] {upTo(SIDE, size), upTo(SIDE, size)}
                : new long[] {upTo(GROUP, size)};
    }

    /** Returns how many work items a group has in each dimension. */
    long[] local() {
        return this == MATRIX_PRODUCT ? new long[] {SIDE, SIDE} : new long[] {GROUP};
    }

    /** Returns the least multiple of a group that is no less than a number. */
    static long upTo(int group, long number) {
        return (number + group - 1) / group * group;
    }

    /** Returns a number of an input. */
    static int input(int index, int seed) {
        return (index * seed + 3) & 15;
    }

    /**
     * Checks a result against Java. A product is checked in the time of reading it, as Freivalds does: with a vector r, C r must be A (B r). All numbers of
     * r are odd, so a single wrong number of C is always found.
     *
     * @param result numbers of four bytes
     * @return whether it is right
     */
    boolean isRight(MemorySegment result, int size) {
        return switch (this) {
            case VECTOR_ADD -> isSum(result, size);
            case MATRIX_PRODUCT -> isProduct(result, size);
            case REDUCTION -> total(result) == totalOfInputs(size);
        };
    }

    private static int number(MemorySegment result, long index) {
        return result.getAtIndex(ValueLayout.JAVA_INT, index);
    }

    private static boolean isSum(MemorySegment result, int size) {
        for (int i = 0; i < size; i++) {
            if (number(result, i) != input(i, FIRST_SEED) + input(i, SECOND_SEED)) {
                return false;
            }
        }
        return true;
    }

    private static int total(MemorySegment result) {
        int sum = 0;
        for (long i = 0; i < result.byteSize() / Integer.BYTES; i++) {
            sum += number(result, i);
        }
        return sum;
    }

    private static int totalOfInputs(int size) {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += input(i, FIRST_SEED) + input(i, SECOND_SEED);
        }
        return sum;
    }

    private static boolean isProduct(MemorySegment result, int size) {
        SplittableRandom random = new SplittableRandom(size);
        int[] vector = new int[size];
        Arrays.setAll(vector, i -> random.nextInt() | 1);
        int[] second = timesInput(vector, SECOND_SEED);
        int[] expected = timesInput(second, FIRST_SEED);
        for (int row = 0; row < size; row++) {
            int sum = 0;
            for (int column = 0; column < size; column++) {
                sum += number(result, (long) row * size + column) * vector[column];
            }
            if (sum != expected[row]) {
                return false;
            }
        }
        return true;
    }

    private static int[] timesInput(int[] vector, int seed) {
        int[] product = new int[vector.length];
        for (int row = 0; row < vector.length; row++) {
            for (int column = 0; column < vector.length; column++) {
                product[row] += input(row * vector.length + column, seed) * vector[column];
            }
        }
        return product;
    }
}
