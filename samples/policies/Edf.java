import io.gpusched.domain.order.Candidate;
import io.gpusched.domain.order.Head;
import io.gpusched.domain.order.KeyPolicy;
import io.gpusched.domain.order.Standing;

/** Earliest deadline first; jobs without a deadline come last, the oldest first. */
public record Edf() implements KeyPolicy {
    @Override
    public String label() {
        return "edf";
    }

    @Override
    public long keyOnJoin(Standing entity, Head head, Candidate first) {
        return first.deadlineNanos();
    }

    @Override
    public long keyOnChange(Standing entity, Head head, Candidate first) {
        return first.deadlineNanos();
    }
}
