package io.millrace.flow;

import static io.millrace.change.Action.DELETE;
import static io.millrace.change.Action.INSERT;
import static io.millrace.change.Action.READ;
import static io.millrace.change.Action.TRUNCATE;
import static io.millrace.change.Action.UPDATE;
import static io.millrace.flow.Changes.TABLE;
import static io.millrace.flow.Changes.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Action;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.VersionedChange;
import io.millrace.config.FlowAction;
import io.millrace.config.FlowMode;
import io.millrace.config.TruncatePolicy;
import io.millrace.postgres.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The mode that keeps every change. */
class EvaluateEventsTest {
    private static final String RECORD = "{\"id\": 1, \"name\": \"a\", \"stock\": 2}";

    @Test
    void anEventIsAMessageAboutTheChange() throws Exception {
        try (TestOperator flow = events().open(TABLE)) {
            assertThat(flow.document(change(UPDATE, RECORD)))
                    .isEqualTo(
                            "{\"action\":\"update\",\"record\":{\"id\": 1, \"name\": \"a\", \"stock\": 2},"
                                    + "\"changes\":{\"stock\": 9},\"metadata\":{\"table_schema\":\"public\","
                                    + "\"table_name\":\"products\","
                                    + "\"commit_timestamp\":\"2026-01-02T03:04:05.678901+00:00\",\"commit_lsn\":256,"
                                    + "\"commit_idx\":3,\"idempotency_key\":\"0000000000000100-0000000003\","
                                    + "\"record_pks\":[\"1\"],\"transaction_annotations\":{\"user\": \"ann\"},"
                                    + "\"consumer\":{\"name\":\"products\"}}}");
            assertThat(flow.document(change(READ, RECORD)))
                    .startsWith("{\"action\":\"read\",")
                    .contains("\"changes\":null", "\"commit_timestamp\":null")
                    .contains("\"transaction_annotations\":null");
        }
    }

    @Test
    void theKeyInTheMessageIsInItsParts() throws Exception {
        Table table =
                new Table(
                        Changes.PRODUCTS,
                        TABLE.columns(),
                        List.of("id", "name"),
                        false,
                        Changes.KEY_ALONE);
        VersionedChange change =
                new VersionedChange(
                        RowChange.of(
                                INSERT,
                                RowKey.of(Changes.PRODUCTS, List.of("1", "a,b\\c", "")),
                                Json.of(RECORD),
                                new Origin(new Position(1, 1), 1, 1, null)),
                        1);
        try (TestOperator flow = events().open(table)) {
            assertThat(flow.document(change)).contains("\"record_pks\":[\"1\",\"a,b\\\\c\",\"\"]");
        }
        try (TestOperator flow = events().open(TABLE)) {
            assertThat(flow.document(change)).contains("\"record_pks\":[\"1,a\\\\,b\\\\\\\\c,\"]");
        }
    }

    @Test
    void idsSortAsTheChangesHappened() throws Exception {
        try (TestOperator flow = events().open(TABLE)) {
            List<String> ids =
                    flow
                            .process(
                                    at(INSERT, 255, 1),
                                    at(INSERT, 255, 2),
                                    at(DELETE, 255, 10),
                                    at(UPDATE, 256, 1),
                                    at(UPDATE, 0x1_0000_0000L, 1))
                            .stream()
                            .map(evaluation -> evaluation.documents().get(0).id())
                            .toList();

            assertThat(ids)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .contains("00000000000000ff-0000000010", "0000000100000000-0000000001");
        }
    }

    @Test
    void aPositionThatIsSharedHasTheRowsKeyBehindIt() throws Exception {
        try (TestOperator flow = events().open(TABLE)) {
            assertThat(flow.process(at(READ, 255, 0), at(INSERT, 255, 0)))
                    .extracting(evaluation -> evaluation.documents().get(0).id())
                    .containsExactly(
                            "00000000000000ff-read-public.products/1",
                            "00000000000000ff-0000000000-public.products/1");
        }
    }

    @Test
    void aTransformGivesTheEventsColumns() throws Exception {
        try (TestOperator flow =
                events().filter("stock > 1")
                        .transform("_action AS action, id, UPPER(name) AS name, _changes AS before")
                        .route("_table")
                        .open(TABLE)) {
            assertThat(flow.process(change(DELETE, RECORD)).get(0).documents())
                    .containsExactly(
                            new Document(
                                    "products",
                                    "0000000000000100-0000000003",
                                    Json.of(
                                            "{\"action\":\"delete\",\"id\":1,\"name\":\"A\","
                                                    + "\"before\":null}")));
            assertThat(flow.process(change(UPDATE, "{\"id\": 1, \"name\": \"a\", \"stock\": 1}")))
                    .isEmpty();
            assertThat(flow.count("changesFiltered")).isEqualTo(1);
        }
    }

    @Test
    void aStarGivesTheColumnsAndNotTheMessage() throws Exception {
        Table table =
                new Table(
                        Changes.PRODUCTS,
                        TABLE.columns().subList(0, 2),
                        List.of("id"),
                        false,
                        Changes.KEY_ALONE);
        try (TestOperator flow = events().transform("*").open(table)) {
            assertThat(flow.document(change(INSERT, RECORD)))
                    .isEqualTo("{\"id\":1,\"name\":\"a\"}");
        }
    }

    @Test
    void ofADeletedRowWhoseIdentityAloneIsKnownTheEventTellsThat() throws Exception {
        VersionedChange delete = change(DELETE, "{\"id\": 1}", Gaps.IDENTITY_ONLY);
        try (TestOperator flow = events().open(TABLE)) {
            assertThat(flow.document(delete))
                    .startsWith("{\"action\":\"delete\",\"record\":{\"id\": 1},");
        }
        try (TestOperator flow = events().transform("name, id, stock").open(TABLE)) {
            assertThat(flow.document(delete)).isEqualTo("{\"id\":1}");
        }
        try (TestOperator flow = events().transform("id, UPPER(name) AS name").open(TABLE)) {
            assertThat(flow.process(delete)).isEmpty();
            assertThat(flow.failures())
                    .containsExactly("transform: the record lacks the column 'name'");
        }
    }

    @Test
    void aTruncateIsOneEventOfTheTable() throws Exception {
        try (TestOperator flow = events().open(TABLE)) {
            List<Evaluation> events = flow.process(Changes.truncated(), change(TRUNCATE, RECORD));

            assertThat(events).singleElement().extracting(Evaluation::action).isEqualTo(TRUNCATE);
            assertThat(events.get(0).documents().get(0).content().toString())
                    .startsWith("{\"action\":\"truncate\",\"record\":null,\"changes\":null,")
                    .contains("\"record_pks\":[]");
        }
    }

    @Test
    void aTruncatedTableHasNoRowThatAFilterCouldRefuseByItsColumns() throws Exception {
        try (TestOperator flow =
                events().filter("stock > 1")
                        .transform("_action AS action, id, UPPER(name) AS name")
                        .open(TABLE)) {
            assertThat(flow.document(Changes.truncated()))
                    .isEqualTo("{\"action\":\"truncate\",\"id\":null,\"name\":null}");
        }
        try (TestOperator flow = events().filter("_action <> 'truncate'").open(TABLE)) {
            assertThat(flow.process(Changes.truncated())).isEmpty();
        }
    }

    @Test
    void aTruncateIsNoEventIfItIsIgnoredAndFailsTheJobIfItIsToFail() throws Exception {
        try (TestOperator flow = events().truncate(TruncatePolicy.IGNORE).open(TABLE)) {
            assertThat(flow.process(Changes.truncated())).isEmpty();
        }
        try (TestOperator flow = events().truncate(TruncatePolicy.FAIL).open(TABLE)) {
            assertThatThrownBy(() -> flow.process(Changes.truncated()))
                    .isInstanceOf(TruncatedTableException.class);
        }
    }

    @Test
    void actionsThatTheFlowLeavesOutAreNoEvents() throws Exception {
        try (TestOperator flow = events().actions(FlowAction.DELETE).open(TABLE)) {
            assertThat(flow.process(change(INSERT, RECORD), change(DELETE, RECORD)))
                    .extracting(Evaluation::action)
                    .containsExactly(DELETE);
        }
    }

    private static TestFlow events() {
        return TestFlow.with().mode(FlowMode.EVENTS);
    }

    private static VersionedChange at(Action action, long lsn, long index) {
        return new VersionedChange(
                RowChange.of(
                        action,
                        RowKey.of(Changes.PRODUCTS, List.of("1")),
                        Json.of(RECORD),
                        new Origin(new Position(lsn, index), 1, 1, null)),
                1);
    }
}
