package io.gpusched.files.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.files.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {
    private static final int MANY = 1_000;
    private static final String AZURE = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
    private static final RequestCost COST = new RequestCost(20_000_000, 50_000, 15_000_000, false, 1, 1);

    private static RequestTrace read(String text) {
        return RequestReader.read("t", text, MANY).get();
    }

    private static List<String> problems(String text) {
        return RequestReader.read("t", text, MANY)
                .getError()
                .map(Problem::toString)
                .asJava();
    }

    @Test
    void the_columns_of_azure_are_read_in_any_order_and_sorted_by_time() {
        RequestTrace trace = read("x,GeneratedTokens,TIMESTAMP,ContextTokens\n"
                + "\"a, b\",8,2023-11-16 18:17:04.0319600,3180\n-,10,2023-11-16T18:17:03.5+00:00,4808\n");

        assertThat(trace.requests())
                .containsExactly(
                        new TraceRequest(0, "", 4808, 10, TraceRequest.UNKNOWN),
                        new TraceRequest(531_960_000, "", 3180, 8, TraceRequest.UNKNOWN));
    }

    @Test
    void mooncake_has_milliseconds() {
        RequestTrace trace =
                read("{\"timestamp\": 0, \"input_length\": 6758, \"output_length\": 500, \"hash_ids\": [0, [1], 2]}\n"
                        + "{\"timestamp\": 5999, \"input_length\": 10, \"output_length\": 1}\n");

        assertThat(trace.requests().get(1))
                .isEqualTo(new TraceRequest(5_999_000_000L, "", 10, 1, TraceRequest.UNKNOWN));
    }

    @Test
    void alibaba_has_tenants_and_recorded_seconds() {
        RequestTrace trace = read(
                "gmt_create,exec_time_seconds,groupId\n2024-11-15 16:57:50,32.5,G0001\n2024-11-15 16:57:51,,G0000\n");

        assertThat(trace.hasRecordedTimes()).isTrue();
        Workload workload = trace.workload(new RequestCost(0, 0, 0, true, 1, 1));
        assertThat(workload.clients()).containsExactly("G0001", "G0000");
        assertThat(works(workload)).containsExactly(32_500_000_000L, 0L);
    }

    @Test
    void a_request_takes_what_the_model_says() {
        Workload workload = read(AZURE + "0,100,2\n1.5,0,0\n").workload(COST);

        assertThat(works(workload)).containsExactly(20_000_000L + 5_000_000 + 30_000_000, 20_000_000L);
        assertThat(workload.steps().get(1).atNanos()).isEqualTo(1_500_000_000L);
        assertThat(COST.words())
                .isEqualTo(
                        "a request takes 20 ms + 0.05 ms for each token of input + 15 ms for each token of output, one after the other");
    }

    @Test
    void slots_and_tenants_are_as_asked() {
        RequestCost cost = new RequestCost(1, 0, 0, false, 4, 2);

        Workload workload = read(AZURE + "0,1,1\n0,1,1\n0,1,1\n").workload(cost);

        assertThat(workload.clients()).containsExactly("tenant0", "tenant1");
        assertThat(workload.schedulers().getFirst().credits()).isEqualTo(4);
        assertThat(workload.schedulers().getFirst().ring()).isEqualTo(RingKind.OVERLAPPING);
    }

    private static List<Long> works(Workload workload) {
        return workload.steps().stream()
                .map(each -> ((Step.Push) each.step()).work())
                .map(GpuWork::durationNanos)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "yesterday,1,1 ~ t:2:1: timestamp is 'yesterday'; expected a time such as 2023-11-16 18:15:46.68, or a number of seconds "
                        + "such as 12.5",
                "2023-13-16 18:15:46,1,1 ~ t:2:1: timestamp is '2023-13-16 18:15:46'; expected a time such as 2023-11-16 18:15:46.68, or a "
                        + "number of seconds such as 12.5",
                "0,many,1 ~ t:2:3: contexttokens is 'many'; expected a whole number of tokens",
                "0,1,-1 ~ t:2:5: generatedtokens is '-1'; expected a whole number of tokens",
                "0,1 ~ t:2:1: has 2 columns; expected 3, as the first line has",
            })
    void what_is_wrong_is_said_with_its_place(String line, String message) {
        assertThat(problems(AZURE + line)).containsExactly(message);
    }

    @Test
    void an_empty_trace_and_other_columns_are_refused() {
        assertThat(problems(AZURE))
                .containsExactly("t: has no request; expected a line for each, below the names of the columns");
        assertThat(problems("a,b\n1,2\n"))
                .singleElement()
                .asString()
                .startsWith("t:1:1: expected the columns TIMESTAMP");
        assertThat(problems("{\"timestamp\": -1, \"input_length\": 1, \"output_length\": 1}"))
                .singleElement()
                .asString()
                .startsWith("t:1:1: expected the numbers timestamp");
        assertThat(problems("{\"timestamp\""))
                .containsExactly("t:1:1: this is not JSON; expected an object in each line");
    }

    @Test
    void a_file_of_nothing_but_mistakes_is_given_up() {
        assertThat(problems(AZURE + "x,1,1\n".repeat(500))).hasSizeLessThan(50);
    }

    @Test
    void more_requests_than_allowed_are_refused() {
        assertThat(RequestReader.read("t", AZURE + "0,1,1\n".repeat(5), 4)
                        .getError()
                        .get()
                        .message())
                .startsWith("holds more than 4 requests");
    }

    @Test
    void what_is_drawn_anew_has_the_length_of_the_trace_and_whole_blocks_of_it() {
        StringBuilder text = new StringBuilder(AZURE);
        for (int i = 0; i < 100; i++) {
            text.append(i).append(',').append(i).append(",1\n");
        }
        RequestTrace trace = read(text.toString());

        RequestTrace drawn = trace.resampled(10_000_000_000L, 7);

        assertThat(drawn.spanNanos()).isLessThanOrEqualTo(trace.spanNanos());
        assertThat(drawn.requests().size()).isBetween(90, 110);
        assertThat(drawn)
                .isEqualTo(trace.resampled(10_000_000_000L, 7))
                .isNotEqualTo(trace.resampled(10_000_000_000L, 8));
        long kept = java.util.stream.IntStream.range(1, drawn.requests().size())
                .filter(i -> drawn.requests().get(i).input()
                        == drawn.requests().get(i - 1).input() + 1)
                .count();
        assertThat(kept).isGreaterThanOrEqualTo(80);
    }

    @Test
    void the_busiest_day_begins_with_its_first_request() {
        RequestTrace trace = read(AZURE + "0,1,1\n10,2,1\n11,3,1\n12,4,1\n25,5,1\n");

        RequestTrace day = trace.busiest(10_000_000_000L);

        assertThat(day.requests()).extracting(TraceRequest::input).containsExactly(2L, 3L, 4L);
        assertThat(day.requests().getFirst().atNanos()).isZero();
    }
}
