package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.TableName;
import io.millrace.postgres.ValueType.Shape;
import io.millrace.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class CatalogIT {
    @Test
    void aColumnTellsWhatItHoldsWhateverDomainsAreAroundIt() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(
                    "CREATE DOMAIN price AS numeric(8,3)",
                    "CREATE DOMAIN cheap AS price",
                    "CREATE DOMAIN words AS varchar(9)[]",
                    "CREATE DOMAIN grid AS int[][]",
                    "CREATE TYPE mood AS ENUM ('sad')",
                    """
                    CREATE TABLE t (a int, b numeric, c numeric(10,2), d price, e cheap, f text[],
                      g cheap[], h words, i words[], j int[][], k grid, l mood, m mood[])
                    """);

            Table table =
                    new Catalog(database.connection())
                            .table(new TableName("public", "t"))
                            .orElseThrow();

            int eightThree = (8 << 16 | 3) + 4;
            assertThat(table.columns())
                    .extracting(Column::values)
                    .containsExactly(
                            new ValueType("int4", -1, Shape.SCALAR),
                            new ValueType("numeric", -1, Shape.SCALAR),
                            new ValueType("numeric", (10 << 16 | 2) + 4, Shape.SCALAR),
                            new ValueType("numeric", eightThree, Shape.SCALAR),
                            new ValueType("numeric", eightThree, Shape.SCALAR),
                            new ValueType("text", -1, Shape.LIST),
                            new ValueType("numeric", eightThree, Shape.LIST),
                            new ValueType("varchar", 13, Shape.LIST),
                            new ValueType("varchar", 13, Shape.NESTED),
                            new ValueType("int4", -1, Shape.NESTED),
                            new ValueType("int4", -1, Shape.NESTED),
                            new ValueType("mood", -1, Shape.SCALAR),
                            new ValueType("mood", -1, Shape.LIST));
        }
    }
}
