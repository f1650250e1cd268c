package io.millrace.pipeline.history;

import java.util.List;

/**
 * A table whose rows change at random.
 *
 * @param creation what makes it, and its partitions
 * @param columns those that statements set
 * @param key the columns of its primary key, the number {@code id} among them
 * @param leaves its partitions; none of a plain table
 * @param addresses what tells where its rows' documents are
 */
record RowsTable(
        String name,
        List<String> creation,
        List<RowsColumn> columns,
        List<String> key,
        List<String> leaves,
        Addresses addresses) {

    /** What ids and routes are made of. */
    enum Addresses {
        KEY,

        /**
         * A row that is read again may show a later address than the change at hand. A crash takes
         * that from the state, and not from the sink. So these tables log enough that none is.
         */
        OTHER_COLUMNS
    }

    static final RowsTable ITEM =
            new RowsTable(
                    "item",
                    List.of(
                            """
                            CREATE TABLE item (tenant text, id int, n int, region text NOT NULL,
                              live boolean, body text STORAGE EXTERNAL, PRIMARY KEY (tenant, id))
                            """),
                    List.of(
                            RowsColumn.TENANT,
                            RowsColumn.ID,
                            RowsColumn.N,
                            RowsColumn.REGION,
                            RowsColumn.FLAG.named("live"),
                            RowsColumn.BODY),
                    List.of("tenant", "id"),
                    List.of(),
                    Addresses.OTHER_COLUMNS);

    /** No two rows that are active have one SKU when a transaction ends, but meanwhile they may. */
    static final RowsTable PRODUCT =
            new RowsTable(
                    "product",
                    List.of(
                            """
                            CREATE TABLE product (id int PRIMARY KEY, sku text,
                              active boolean NOT NULL, grp text NOT NULL, price numeric(10,2),
                              body text STORAGE EXTERNAL,
                              EXCLUDE USING btree (sku WITH =) WHERE (active)
                                DEFERRABLE INITIALLY DEFERRED)
                            """,
                            "ALTER TABLE product REPLICA IDENTITY FULL"),
                    List.of(
                            RowsColumn.ID,
                            RowsColumn.SKU,
                            RowsColumn.ACTIVE,
                            RowsColumn.REGION.named("grp"),
                            RowsColumn.PRICE,
                            RowsColumn.BODY),
                    List.of("id"),
                    List.of(),
                    Addresses.OTHER_COLUMNS);

    static final RowsTable PARTED =
            new RowsTable(
                    "parted",
                    List.of(
                            """
                            CREATE TABLE parted (region text, id int, n int, label text,
                              body text STORAGE EXTERNAL, PRIMARY KEY (region, id))
                              PARTITION BY LIST (region)
                            """,
                            "CREATE TABLE parted_eu PARTITION OF parted FOR VALUES IN ('eu')",
                            "CREATE TABLE parted_rest PARTITION OF parted DEFAULT"),
                    List.of(
                            RowsColumn.REGION,
                            RowsColumn.ID,
                            RowsColumn.N,
                            RowsColumn.TENANT.named("label"),
                            RowsColumn.BODY),
                    List.of("region", "id"),
                    List.of("parted_eu", "parted_rest"),
                    Addresses.KEY);

    static final RowsTable NOTE_A = note("note_a", "int");
    static final RowsTable NOTE_B = note("note_b", "bigint");

    static final List<RowsTable> ALL = List.of(ITEM, PRODUCT, PARTED, NOTE_A, NOTE_B);

    private static RowsTable note(String name, String idType) {
        return new RowsTable(
                name,
                List.of(
                        "CREATE TABLE %s (id %s PRIMARY KEY, n int, body text STORAGE EXTERNAL)"
                                .formatted(name, idType)),
                List.of(RowsColumn.ID, RowsColumn.N, RowsColumn.BODY),
                List.of("id"),
                List.of(),
                Addresses.KEY);
    }

    List<RowsColumn> others() {
        return columns.stream().filter(column -> !key.contains(column.name())).toList();
    }
}
