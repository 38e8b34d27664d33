package io.gpusched.architecture.violation.adapters.explore;

import java.util.List;
import java.util.stream.Collectors;

/** An exploration whose groups are in the order of hashes. */
public final class GathersInNoOrder {
    Object byLength(List<String> names) {
        return names.stream().collect(Collectors.groupingBy(String::length));
    }
}
