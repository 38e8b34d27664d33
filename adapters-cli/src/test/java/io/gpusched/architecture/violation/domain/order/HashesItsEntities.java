package io.gpusched.architecture.violation.domain.order;

import java.util.HashMap;

/** The domain orders by hash. */
public final class HashesItsEntities {
    Object entities() {
        return new HashMap<String, String>();
    }
}
