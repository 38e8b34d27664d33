package io.gpusched.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks of results against plain Java; no device is needed. */
final class OpenClKernelTest {
    private static final int[] SIZES = {1, 2, 31, 64, 65, 100};

    /** Computes a result in the plainest way. */
    private static int[] plain(OpenClKernel kernel, int size) {
        int[] result = new int[Math.toIntExact(kernel.results(size))];
        switch (kernel) {
            case VECTOR_ADD -> {
                for (int i = 0; i < size; i++) {
                    result[i] = a(i) + b(i);
                }
            }
            case MATRIX_PRODUCT -> {
                for (int row = 0; row < size; row++) {
                    for (int column = 0; column < size; column++) {
                        for (int k = 0; k < size; k++) {
                            result[row * size + column] += a(row * size + k) * b(k * size + column);
                        }
                    }
                }
            }
            case REDUCTION -> {
                for (int i = 0; i < size; i++) {
                    result[i / OpenClKernel.GROUP] += a(i) + b(i);
                }
            }
        }
        return result;
    }

    private static int a(int index) {
        return (index * 7 + 3) % 16;
    }

    private static int b(int index) {
        return (index * 5 + 3) % 16;
    }

    @ParameterizedTest
    @EnumSource
    void the_right_result_is_accepted(OpenClKernel kernel) {
        for (int size : SIZES) {
            assertThat(isRight(kernel, size, plain(kernel, size)))
                    .as("%s of %d", kernel, size)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_wrong_number_is_found_wherever_it_stands(OpenClKernel kernel) {
        SplittableRandom random = new SplittableRandom(1);
        for (int size : SIZES) {
            int[] result = plain(kernel, size);
            for (int i = 0; i < result.length; i++) {
                int right = result[i];
                result[i] ^= 1 << random.nextInt(Integer.SIZE);
                assertThat(isRight(kernel, size, result))
                        .as("%s of %d with number %d wrong", kernel, size, i)
                        .isFalse();
                result[i] = right;
            }
        }
    }

    private static boolean isRight(OpenClKernel kernel, int size, int[] result) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_INT, result);
            return kernel.isRight(memory, size);
        }
    }
}
