package io.gpusched.architecture.violation.domain.order;

import java.util.LinkedHashMap;

/** Breaks nothing: the order is that of insertion. */
public final class LinksItsEntities {
    Object entities() {
        return new LinkedHashMap<String, String>();
    }
}
