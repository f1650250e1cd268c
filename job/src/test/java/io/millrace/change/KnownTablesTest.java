package io.millrace.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class KnownTablesTest {
    @Test
    void theSameNameIsTheSameObject() throws IOException {
        TableName orders = new TableName("public", "größen");
        TableName first = read(orders);

        assertThat(first).isEqualTo(orders);
        assertThat(read(orders)).isSameAs(first);
    }

    @Test
    void moreTablesThanItKnowsAtATimeAreReadRight() throws IOException {
        for (int i = 0; i < 5000; i++) {
            TableName table = new TableName("s" + i % 7, "t" + i);
            assertThat(read(table)).isEqualTo(table);
        }
    }

    /** {@code "Aa"} and {@code "BB"} have one hash. */
    @Test
    void namesOfOneHashAreToldApart() throws IOException {
        for (TableName table :
                new TableName[] {
                    new TableName("Aa", "Aa"), new TableName("BB", "Aa"), new TableName("Aa", "BB")
                }) {
            assertThat(read(table)).isEqualTo(table);
        }
    }

    private static TableName read(TableName table) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        Fields.writeText(table.schema(), out);
        Fields.writeText(table.name(), out);
        return KnownTables.read(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
