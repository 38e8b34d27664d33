package io.gpusched.backend.opencl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.gpusched.application.workload.BackendUnavailable;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * The functions of libOpenCL that this backend calls, those of OpenCL 1.1 and no later ones. A failure of a call is an {@link OpenClFailed}. May be
 * used on any thread.
 */
@SuppressWarnings("restricted") // Calls of C are what this class is for.
final class OpenCl {
    private static final List<String> LIBRARIES = List.of(
            "libOpenCL.so.1", "libOpenCL.so", "OpenCL.dll", "/System/Library/Frameworks/OpenCL.framework/OpenCL");
    private static final int PROFILING = 1 << 1;
    private static final long ALL_DEVICES = 0xFFFFFFFFL;
    private static final int BUILD_LOG = 0x1183;
    private static final int COMPLETE = 0;
    private static final int LONGEST_TEXT = 4_096;
    private static final MemorySegment NULL = MemorySegment.NULL;

    /** What {@code cl.h} says: names of platforms and devices, and limits of a device. */
    static final int PLATFORM_NAME = 0x0902;

    static final int DEVICE_NAME = 0x102B;
    static final int DEVICE_MAX_MEM_ALLOC_SIZE = 0x1010;
    static final int PROFILING_QUEUED = 0x1280;
    static final int PROFILING_START = 0x1282;
    static final int PROFILING_END = 0x1283;

    private final SymbolLookup library;
    private final Map<String, MethodHandle> functions = new ConcurrentHashMap<>();
    private final Map<Long, IntConsumer> callbacks = new ConcurrentHashMap<>();
    private final AtomicLong lastCallback = new AtomicLong();
    private final MemorySegment callback;

    private OpenCl(SymbolLookup library) {
        this.library = library;
        this.callback = upcall();
    }

    /** Holds the library once it is asked for, so that a program without it starts. */
    private static final class Loaded {
        private static final OpenCl INSTANCE = new OpenCl(find());

        private static SymbolLookup find() {
            for (String each : LIBRARIES) {
                try {
                    return SymbolLookup.libraryLookup(each, Arena.global());
                } catch (IllegalArgumentException missing) {
                    // Another system calls it by another name.
                }
            }
            return name -> java.util.Optional.empty();
        }
    }

    /**
     * Returns the library.
     *
     * @throws BackendUnavailable if this machine has none
     */
    static OpenCl load() {
        if (Loaded.INSTANCE.library.find("clGetPlatformIDs").isEmpty()) {
            throw new BackendUnavailable("there is no OpenCL on this machine: none of " + String.join(", ", LIBRARIES)
                    + " was found; on Debian install ocl-icd-libopencl1 and a driver such as pocl-opencl-icd");
        }
        return Loaded.INSTANCE;
    }

    private MemorySegment upcall() {
        try {
            MethodHandle ended = MethodHandles.lookup()
                    .bind(
                            this,
                            "ended",
                            MethodType.methodType(void.class, MemorySegment.class, int.class, MemorySegment.class));
            return Linker.nativeLinker()
                    .upcallStub(ended, FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS), Arena.global());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Called by the driver, on a thread of its own. What is thrown here would end the JVM, so the consumers throw nothing. */
    @SuppressWarnings("unused")
    private void ended(MemorySegment event, int status, MemorySegment number) {
        IntConsumer consumer = callbacks.remove(number.address());
        if (consumer != null) {
            consumer.accept(status);
        }
    }

    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        return functions.computeIfAbsent(name, each -> {
            MethodHandle handle = Linker.nativeLinker()
                    .downcallHandle(
                            library.find(each).orElseThrow(() -> new BackendUnavailable("this OpenCL has no " + each)),
                            descriptor);
            return handle.asSpreader(
                            Object[].class, descriptor.argumentLayouts().size())
                    .asType(MethodType.methodType(Object.class, Object[].class));
        });
    }

    private Object invoke(String name, FunctionDescriptor descriptor, Object... arguments) {
        try {
            return (Object) function(name, descriptor).invokeExact(arguments);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Calls a function that returns its status. */
    private int status(String name, Object... arguments) {
        return (int) invoke(name, FunctionDescriptor.of(JAVA_INT, layouts(arguments)), arguments);
    }

    private void call(String name, Object... arguments) {
        int status = status(name, arguments);
        if (status != 0) {
            throw new OpenClFailed(name, status);
        }
    }

    /** Calls a function that returns what it has made, and its status in its last argument. */
    private MemorySegment make(String name, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = status;
            MemorySegment made = (MemorySegment) invoke(name, FunctionDescriptor.of(ADDRESS, layouts(all)), all);
            if (status.get(JAVA_INT, 0) != 0) {
                throw new OpenClFailed(name, status.get(JAVA_INT, 0));
            }
            return made;
        }
    }

    private static MemoryLayout[] layouts(Object... arguments) {
        MemoryLayout[] layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < layouts.length; i++) {
            layouts[i] = switch (arguments[i]) {
                case Integer _ -> JAVA_INT;
                case Long _ -> JAVA_LONG;
                case MemorySegment _ -> ADDRESS;
                default -> throw new IllegalArgumentException("no argument of C: " + arguments[i]);
            };
        }
        return layouts;
    }

    /** Returns all platforms; none if no driver is installed. */
    List<MemorySegment> platforms() {
        return ids("clGetPlatformIDs");
    }

    /** Returns all devices of a platform. */
    List<MemorySegment> devices(MemorySegment platform) {
        return ids("clGetDeviceIDs", platform, ALL_DEVICES);
    }

    private List<MemorySegment> ids(String function, Object... of) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            if (status(function, with(of, 0, NULL, count)) != 0) {
                return List.of();
            }
            int number = count.get(JAVA_INT, 0);
            MemorySegment ids = arena.allocate(ADDRESS, number);
            call(function, with(of, number, ids, NULL));
            List<MemorySegment> all = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                all.add(ids.getAtIndex(ADDRESS, i));
            }
            return all;
        }
    }

    private static Object[] with(Object[] first, Object... more) {
        List<Object> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray();
    }

    String platformText(MemorySegment platform, int parameter) {
        return text("clGetPlatformInfo", platform, parameter);
    }

    String deviceText(MemorySegment device, int parameter) {
        return text("clGetDeviceInfo", device, parameter);
    }

    private String text(String function, Object... of) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(LONGEST_TEXT);
            call(function, with(of, (long) LONGEST_TEXT, text, NULL));
            return text.getString(0, StandardCharsets.UTF_8).strip();
        }
    }

    long deviceNumber(MemorySegment device, int parameter) {
        return number("clGetDeviceInfo", device, parameter);
    }

    /** Returns a time of the device's own clock, in nanoseconds. */
    long profilingNanos(MemorySegment event, int parameter) {
        return number("clGetEventProfilingInfo", event, parameter);
    }

    private long number(String function, MemorySegment of, int parameter) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(JAVA_LONG);
            call(function, of, parameter, JAVA_LONG.byteSize(), number, NULL);
            return number.get(JAVA_LONG, 0);
        }
    }

    MemorySegment createContext(MemorySegment device) {
        try (Arena arena = Arena.ofConfined()) {
            return make("clCreateContext", NULL, 1, arena.allocateFrom(ADDRESS, device), NULL, NULL);
        }
    }

    /** Makes a queue that runs its commands in order and measures them. */
    MemorySegment createQueue(MemorySegment context, MemorySegment device) {
        return make("clCreateCommandQueue", context, device, (long) PROFILING);
    }

    /**
     * Compiles a program.
     *
     * @throws BackendUnavailable if the driver cannot; says what its compiler said
     */
    MemorySegment createProgram(MemorySegment context, MemorySegment device, String source) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = make(
                    "clCreateProgramWithSource",
                    context,
                    1,
                    arena.allocateFrom(ADDRESS, arena.allocateFrom(source)),
                    NULL);
            if (status("clBuildProgram", program, 1, arena.allocateFrom(ADDRESS, device), NULL, NULL, NULL) != 0) {
                throw new BackendUnavailable("the driver cannot compile the kernels: "
                        + text("clGetProgramBuildInfo", program, device, BUILD_LOG)
                                .replace('\n', ' '));
            }
            return program;
        }
    }

    MemorySegment createKernel(MemorySegment program, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return make("clCreateKernel", program, arena.allocateFrom(name));
        }
    }

    MemorySegment createBuffer(MemorySegment context, long bytes) {
        return make("clCreateBuffer", context, 1L, bytes, NULL);
    }

    /** Sets the arguments of a kernel: buffers and whole numbers. */
    void setArguments(MemorySegment kernel, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < arguments.length; i++) {
                MemorySegment value = arguments[i] instanceof MemorySegment buffer
                        ? arena.allocateFrom(ADDRESS, buffer)
                        : arena.allocateFrom(JAVA_INT, (int) arguments[i]);
                call("clSetKernelArg", kernel, i, value.byteSize(), value);
            }
        }
    }

    /**
     * Puts a kernel on a queue.
     *
     * @param global how many work items, in each dimension
     * @param local how many of them make a group, in each dimension
     * @return its event; whoever asked for it releases it
     */
    MemorySegment enqueueKernel(MemorySegment queue, MemorySegment kernel, long[] global, long[] local) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(ADDRESS);
            call(
                    "clEnqueueNDRangeKernel",
                    queue,
                    kernel,
                    global.length,
                    NULL,
                    arena.allocateFrom(JAVA_LONG, global),
                    arena.allocateFrom(JAVA_LONG, local),
                    0,
                    NULL,
                    event);
            return event.get(ADDRESS, 0);
        }
    }

    /** Puts a copy of a buffer to this memory on a queue; returns its event. The memory must live until the event has ended. */
    MemorySegment enqueueRead(MemorySegment queue, MemorySegment buffer, MemorySegment to) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(ADDRESS);
            call("clEnqueueReadBuffer", queue, buffer, 0, 0L, to.byteSize(), to, 0, NULL, event);
            return event.get(ADDRESS, 0);
        }
    }

    /**
     * Asks to be told when an event has ended.
     *
     * @param ended called once, on a thread of the driver or inside of this call, with 0 or a negative error; it may not wait and not throw
     */
    void whenEnded(MemorySegment event, IntConsumer ended) {
        long number = lastCallback.incrementAndGet();
        callbacks.put(number, ended);
        int status = status("clSetEventCallback", event, COMPLETE, callback, MemorySegment.ofAddress(number));
        if (status != 0) {
            callbacks.remove(number);
            throw new OpenClFailed("clSetEventCallback", status);
        }
    }

    /** Makes a queue begin with what is on it. */
    void flush(MemorySegment queue) {
        call("clFlush", queue);
    }

    /** Waits until everything that is on a queue has ended. */
    void finish(MemorySegment queue) {
        call("clFinish", queue);
    }

    /** Gives something back: {@code kind} is the end of the function's name, such as Event. */
    void release(String kind, MemorySegment object) {
        call("clRelease" + kind, object);
    }
}
