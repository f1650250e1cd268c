package io.millrace.row;

import static io.millrace.row.LatestRowHarness.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Gaps;
import io.millrace.change.Gaps.Computed;
import io.millrace.change.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapFillingTest {
    private final GapFilling filling = new GapFilling();
    private final Json before = json("{'id': 1, 'a': 'x', 'b': [1, 2], 'sum': 9, 'c\\\\': null}");

    @Test
    void whatIsMissingComesFromTheRowBefore() {
        assertFilled("{'id':1,'a':'y'}", Gaps.of(List.of("b")), "{'id':1,'a':'y','b':[1, 2]}");
        assertFilled(
                "{'id':1}",
                Gaps.of(List.of("c\\", "b", "a")),
                "{'id':1,'c\\\\':null,'b':[1, 2],'a':'x'}");
        assertFilled("{}", Gaps.of(List.of("id")), "{'id':1}");
        assertFilled(" { 'id' : 1 } ", Gaps.of(List.of("a")), " { 'id' : 1 ,'a':'x'}");
    }

    @Test
    void whatTheRowBeforeLacksStaysAGap() {
        Filled filled = filling.fill(json("{'id':1}"), Gaps.of(List.of("b", "new")), before);

        assertThat(filled.record()).isEqualTo(json("{'id':1,'b':[1, 2]}"));
        assertThat(filled.gaps()).isEqualTo(Gaps.of(List.of("new")));
    }

    @Test
    void aComputedColumnIsFilledOnlyIfNothingChangedThatItIsComputedOf() {
        Gaps gaps = Gaps.of(List.of("b", "sum"), List.of(new Computed("sum", List.of("id", "a"))));

        assertFilled("{'id':1,'a':'x'}", gaps, "{'id':1,'a':'x','b':[1, 2],'sum':9}");
        Filled filled = filling.fill(json("{'id':1,'a':'y'}"), gaps, before);
        assertThat(filled.record()).isEqualTo(json("{'id':1,'a':'y','b':[1, 2]}"));
        assertThat(filled.gaps())
                .isEqualTo(
                        Gaps.of(List.of("sum"), List.of(new Computed("sum", List.of("id", "a")))));
    }

    @Test
    void whetherASourceOfWhichNothingWasKnownChangedIsUnknown() {
        Gaps gaps = Gaps.of(List.of("sum"), List.of(new Computed("sum", List.of("added"))));

        assertThat(filling.fill(json("{'id':1,'added':1}"), gaps, before).gaps()).isEqualTo(gaps);
    }

    private void assertFilled(String record, Gaps gaps, String expected) {
        assertThat(filling.fill(json(record), gaps, before))
                .isEqualTo(new Filled(json(expected), Gaps.NONE));
    }
}
