package io.millrace.bench.data;

import io.millrace.change.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A table {@code public.orders} of rows of about 300 bytes, with the types that such tables have:
 * integers, numerics, times, texts, a jsonb. The log carries its whole rows. The data is made on
 * the server and the same each time, but for the times.
 */
public final class Orders {
    public static final TableName TABLE = new TableName("public", "orders");

    private static final String CREATE =
            """
            CREATE TABLE public.orders (
              id bigint PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL,
              priority smallint, amount numeric(12,2) NOT NULL, tax_rate numeric, express boolean,
              sku varchar(20), note text, attributes jsonb, shipped_on date,
              created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
            ALTER TABLE public.orders REPLICA IDENTITY FULL;
            """;

    private static final String FUNCTIONS =
            """
            CREATE FUNCTION public.new_orders(first bigint, last bigint) RETURNS void LANGUAGE sql AS $$
              INSERT INTO public.orders
              SELECT i, i * 7919 % 100000, (ARRAY['new', 'paid', 'packed', 'shipped'])[1 + i % 4],
                     i % 10, (i * 104729 % 1000000) / 100.0, 0.19, i % 3 = 0,
                     'SKU-' || lpad((i * 31 % 1000000)::text, 10, '0'),
                     repeat('Leave it at the door. ', 1 + (i % 4)::int),
                     jsonb_build_object('channel', 'web', 'items', i % 9, 'gift', i % 5 = 0,
                                        'voucher', 'V' || i % 1000),
                     CASE WHEN i % 4 = 3 THEN date '2026-01-01' + (i % 365)::int END,
                     now(), clock_timestamp()
                FROM generate_series(first, last) AS i
            $$;
            CREATE FUNCTION public.change_orders(first bigint, last bigint) RETURNS void LANGUAGE sql AS $$
              UPDATE public.orders
                 SET status = 'packed', amount = amount + 1, updated_at = clock_timestamp()
               WHERE id BETWEEN first AND last
            $$;
            CREATE PROCEDURE public.write_orders(changes bigint) LANGUAGE plpgsql AS $$
            DECLARE
              size bigint;
              written bigint := 0;
              rows_made bigint := 0;
              place bigint;
            BEGIN
              WHILE written < changes LOOP
                size := least(10 + written * 31 % 91, changes - written);
                IF rows_made <= written / 2 OR rows_made < size THEN
                  PERFORM public.new_orders(rows_made + 1, rows_made + size);
                  rows_made := rows_made + size;
                ELSE
                  place := written * 7919 % (rows_made - size + 1);
                  PERFORM public.change_orders(place + 1, place + size);
                END IF;
                written := written + size;
                COMMIT;
              END LOOP;
            END $$;
            """;

    private Orders() {}

    /** Creates the table, without rows. */
    public static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
            statement.execute(FUNCTIONS);
        }
    }

    /**
     * Makes so many changes, each of one row: inserts and updates in turn, in transactions of 10 to
     * 100. The table must be empty.
     */
    public static void write(Connection connection, long changes) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            statement.execute("CALL public.write_orders(" + changes + ")");
            statement.execute("RESET synchronous_commit");
        }
    }

    /** Removes all rows. */
    public static void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE public.orders");
        }
    }
}
