package io.gpusched.adapters.tck;

import java.util.List;
import java.util.stream.Stream;

/** All rules for hardware, in the order of their ids. {@code docs/backend-spec.md} is made from them. */
public final class HardwareRules {
    private HardwareRules() {}

    /** Returns them. */
    public static List<BackendRule> all() {
        return Stream.of(
                        RunRules.all(),
                        CompletionRules.all(),
                        OverlapRules.all(),
                        CreditUseRules.all(),
                        HangRules.all(),
                        CancelRules.all(),
                        FreeRules.all(),
                        DriverRules.all(),
                        ThreadRules.all())
                .flatMap(List::stream)
                .toList();
    }
}
