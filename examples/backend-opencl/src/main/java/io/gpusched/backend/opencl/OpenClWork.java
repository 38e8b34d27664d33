package io.gpusched.backend.opencl;

import io.gpusched.application.provider.SettingDescription;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.GpuWork;
import java.util.List;

/**
 * The payload of a job: which kernel is to run on how much.
 *
 * @param kernel the kernel
 * @param size numbers of a vector, or rows of a matrix; 0 is no work
 * @param spoiled whether one number of the result is changed before the check, which must find it
 */
public record OpenClWork(OpenClKernel kernel, int size, boolean spoiled) {
    private static final String KERNEL = "kernel";
    private static final String SIZE = "size";
    private static final String SPOIL = "spoil";
    private static final int LARGEST = 100_000_000;

    /** The settings of the work of a client in a scenario. */
    static final List<SettingDescription> SETTINGS = List.of(
            SettingDescription.choice(
                    KERNEL, OpenClKernel.words(), OpenClKernel.VECTOR_ADD.word(), "which kernel each job runs"),
            SettingDescription.number(
                    SIZE,
                    0,
                    LARGEST,
                    65_536,
                    "numbers of a vector, or rows of a matrix; a job of size 0 is done at once"),
            SettingDescription.flag(
                    SPOIL, false, "whether a number of the result is changed before the check, so that the job fails"));

    public OpenClWork {
        if (size < 0) {
            throw new IllegalArgumentException("a size is at least 0, not " + size);
        }
    }

    /** Work whose result is right. */
    public static OpenClWork of(OpenClKernel kernel, int size) {
        return new OpenClWork(kernel, size, false);
    }

    /** Reads the payload of a job: this itself, or the work of a scenario. */
    static OpenClWork of(Object payload) {
        if (payload instanceof OpenClWork work) {
            return work;
        }
        if (payload instanceof GpuWork scenario) {
            SettingValues given = scenario.settings();
            SettingValues values = given.equals(SettingValues.NONE) ? SettingValues.defaults(SETTINGS) : given;
            return new OpenClWork(
                    OpenClKernel.of(values.text(KERNEL)), Math.toIntExact(values.number(SIZE)), values.flag(SPOIL));
        }
        throw new IllegalArgumentException(
                "a job of OpenCL is an OpenClWork, not a " + payload.getClass().getName());
    }
}
