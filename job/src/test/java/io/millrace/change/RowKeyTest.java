package io.millrace.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowKeyTest {
    private static final TableName TABLE = new TableName("public", "products");

    @Test
    void aKeyOfOneColumnIsItsValue() {
        assertThat(RowKey.of(TABLE, List.of("a,b\\c")).id()).isEqualTo("a,b\\c");
    }

    @Test
    void severalColumnsAreJoinedByCommasInTheirOrder() {
        assertThat(RowKey.of(TABLE, List.of("7", "de", "x")).id()).isEqualTo("7,de,x");
    }

    @Test
    void aBackslashStandsBeforeACommaOrBackslashOfAValue() {
        assertThat(RowKey.of(TABLE, List.of("a,b", "c")).id()).isEqualTo("a\\,b,c");
        assertThat(RowKey.of(TABLE, List.of("a", "b,c")).id()).isEqualTo("a,b\\,c");
        assertThat(RowKey.of(TABLE, List.of("a\\", "b")).id()).isEqualTo("a\\\\,b");
        assertThat(RowKey.of(TABLE, List.of("", "")).id()).isEqualTo(",");
    }

    @Test
    void noTwoKeysShareAText() {
        List<String> values = List.of("", "a", ",", "\\", "a,", ",a", "\\,", "a\\", ",,", "\\\\");
        Map<String, List<String>> keys = new HashMap<>();
        for (String first : values) {
            for (String second : values) {
                List<String> key = List.of(first, second);
                String id = RowKey.of(TABLE, key).id();
                assertThat(keys.put(id, key)).as("another key with the text %s", id).isNull();
                assertThat(new RowKey(TABLE, id).values(2)).isEqualTo(key);
            }
            assertThat(RowKey.of(TABLE, List.of(first)).values(1)).containsExactly(first);
        }
    }

    @Property
    void theValuesComeBack(
            @ForAll @Size(min = 1, max = 4) List<@StringLength(max = 5) String> key) {
        assertThat(RowKey.of(TABLE, key).values(key.size())).isEqualTo(key);
    }

    @Test
    void anIdOfFewerOrMoreColumnsIsRefused() {
        assertThatThrownBy(() -> new RowKey(TABLE, "a,b").values(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The key 'public.products/a,b' has not 3 columns but 2");
    }

    /** These numbers are in every savepoint: which subtask holds a row's state. */
    @ParameterizedTest
    @CsvSource({
        "public, products, 42, 241769923",
        "public, products, '', 241768261",
        "shop, order_lines, '7,2', -71918491",
        "public, größen, ключ 🍵, 1913902891",
    })
    void theHashCodeNeverChanges(String schema, String table, String id, int hashCode) {
        assertThat(new RowKey(new TableName(schema, table), id).hashCode()).isEqualTo(hashCode);
    }

    @Test
    void theKeyGroupNeverChanges() {
        RowKey key = RowKey.of(TABLE, List.of("42"));

        assertThat(KeyGroupRangeAssignment.assignToKeyGroup(key, 128)).isEqualTo(70);
    }

    @Test
    void isPrintedAsTableAndId() {
        assertThat(RowKey.of(TABLE, List.of("42"))).hasToString("public.products/42");
    }
}
