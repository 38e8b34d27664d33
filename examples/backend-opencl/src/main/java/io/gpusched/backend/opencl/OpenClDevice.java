package io.gpusched.backend.opencl;

import io.gpusched.application.port.Clock;
import io.gpusched.application.workload.BackendUnavailable;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An OpenCL device with the compiled kernels. It stays open as long as the program, since a driver keeps what it has compiled anyway. May be used on any
 * thread.
 */
public final class OpenClDevice {
    private static final Map<List<String>, OpenClDevice> OPENED = new ConcurrentHashMap<>();

    private final OpenCl cl;
    private final String name;
    private final MemorySegment device;
    private final MemorySegment context;
    private final MemorySegment program;
    private final long largestBytes;

    private OpenClDevice(OpenCl cl, String name, MemorySegment device) {
        this.cl = cl;
        this.name = name;
        this.device = device;
        this.context = cl.createContext(device);
        this.program = cl.createProgram(context, device, OpenClKernel.SOURCE);
        this.largestBytes = cl.deviceNumber(device, OpenCl.DEVICE_MAX_MEM_ALLOC_SIZE);
    }

    /**
     * Opens a device, or returns it if it is open. The first time takes up to some seconds, since the driver compiles the kernels.
     *
     * @param platform a part of the platform's name, in any case; empty for any
     * @param device a part of the device's name, in any case; empty for the first
     * @throws BackendUnavailable if there is none; says which devices there are
     */
    public static OpenClDevice open(String platform, String device) {
        return OPENED.computeIfAbsent(List.of(platform, device), key -> find(platform, device));
    }

    private static OpenClDevice find(String platform, String device) {
        OpenCl cl = OpenCl.load();
        List<Found> all = all(cl);
        for (Found each : all) {
            if (contains(each.platform, platform) && contains(each.name, device)) {
                return opened(cl, each);
            }
        }
        throw new BackendUnavailable(
                all.isEmpty()
                        ? "OpenCL has no device here; on Debian install a driver such as pocl-opencl-icd"
                        : "OpenCL has no device with '" + device + "' in its name on a platform with '" + platform
                                + "' in its; there are "
                                + String.join(
                                        ", ", all.stream().map(Found::toString).toList()));
    }

    private static List<Found> all(OpenCl cl) {
        List<Found> all = new ArrayList<>();
        for (MemorySegment platform : cl.platforms()) {
            String platformName = cl.platformText(platform, OpenCl.PLATFORM_NAME);
            for (MemorySegment each : cl.devices(platform)) {
                all.add(new Found(platformName, cl.deviceText(each, OpenCl.DEVICE_NAME), each));
            }
        }
        return all;
    }

    /** A device that OpenCL knows. */
    private record Found(String platform, String name, MemorySegment device) {
        @Override
        public String toString() {
            return "'" + name + "' of '" + platform + "'";
        }
    }

    /**
     * Returns all devices in words, such as 'NVIDIA H200' of 'NVIDIA CUDA'; none if there are none.
     *
     * @throws BackendUnavailable if this machine has no OpenCL
     */
    public static List<String> names() {
        return all(OpenCl.load()).stream().map(Found::toString).toList();
    }

    private static boolean contains(String name, String part) {
        return name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** Opens a device, and runs each kernel once: drivers finish their compilation at the first run, and later runs must return at once. */
    private static OpenClDevice opened(OpenCl cl, Found found) {
        try {
            OpenClDevice opened = new OpenClDevice(cl, found.name, found.device);
            opened.warmUp();
            return opened;
        } catch (OpenClFailed failed) {
            throw new BackendUnavailable("the device " + found + " of OpenCL cannot be used: " + failed.getMessage());
        }
    }

    private void warmUp() {
        try (OpenClRing ring = ring("warm-up", () -> 0, Integer.MAX_VALUE, null)) {
            for (OpenClKernel each : OpenClKernel.values()) {
                ring.runOnce(OpenClWork.of(each, OpenClKernel.GROUP));
            }
        }
    }

    /** Returns the name of the device. */
    public String name() {
        return name;
    }

    /** Tells whether a buffer may be as large as that, in bytes. */
    boolean fits(long bytes) {
        return bytes <= largestBytes;
    }

    /**
     * Makes a ring: a command queue of its own on this device. Whoever asks for it closes it.
     *
     * @param name for people
     * @param clock the writer's
     * @param patience after how many timeouts of one job in a row the device is given up, at least 1
     */
    public OpenClRing ring(String name, Clock clock, int patience) {
        return ring(name, clock, patience, null);
    }

    OpenClRing ring(String ringName, Clock clock, int patience, @Nullable TimesFile times) {
        return new OpenClRing(this, ringName, clock, patience, times);
    }

    OpenCl cl() {
        return cl;
    }

    MemorySegment createQueue() {
        return cl.createQueue(context, device);
    }

    MemorySegment createKernel(String function) {
        return cl.createKernel(program, function);
    }

    MemorySegment createBuffer(long numbers) {
        return cl.createBuffer(context, numbers * Integer.BYTES);
    }

    @Override
    public String toString() {
        return name;
    }
}
