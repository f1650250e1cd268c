package io.millrace.demo.shop;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.annotation.Nullable;

/** The table {@code public.products}: many types, nulls, and texts too long to lie in the row. */
public final class ProductTable {
    private static final int BATCH = 500;
    private static final String CREATE =
            """
            CREATE TABLE public.products (
              id bigserial PRIMARY KEY,
              sku text NOT NULL,
              name text NOT NULL,
              description text,
              price numeric(10,2) NOT NULL,
              weight double precision,
              in_stock boolean NOT NULL,
              stock integer NOT NULL,
              tags text[] NOT NULL,
              sizes integer[],
              attributes jsonb,
              rating real,
              released date,
              created_at timestamptz NOT NULL,
              updated_at timestamptz NOT NULL,
              local_opening timestamp,
              supplier uuid);
            ALTER TABLE public.products REPLICA IDENTITY FULL;
            -- Without compression, what is longer than 2 kB is stored apart, and updates that leave it alone omit it.
            ALTER TABLE public.products ALTER description SET STORAGE EXTERNAL;
            """;
    private static final String INSERT =
            """
            INSERT INTO public.products (id, sku, name, description, price, stock, in_stock, supplier, weight, tags,
              sizes, attributes, rating, released, created_at, local_opening, updated_at)
            VALUES (coalesce(?, nextval('public.products_id_seq')), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)""";

    private ProductTable() {}

    /**
     * Creates the table and fills it. The same seed makes the same rows.
     *
     * @param connection in auto-commit mode; the products are committed at once
     */
    public static void create(Connection connection, int products, long seed) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
        }
        ProductGenerator generator = new ProductGenerator(new Random(seed));
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 1; i <= products; i++) {
                Product product = generator.next();
                bind(insert, null, product, product.dates().created());
                insert.addBatch();
                if (i % BATCH == 0 || i == products) {
                    insert.executeBatch();
                }
            }
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE public.products");
        }
    }

    /**
     * A statement for {@link #bind} that gives the new row's id, and no row where the id is taken.
     */
    static PreparedStatement insert(Connection connection) throws SQLException {
        return connection.prepareStatement(INSERT + " ON CONFLICT (id) DO NOTHING RETURNING id");
    }

    static List<Long> ids(Connection connection) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT id FROM public.products ORDER BY id")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    /**
     * @param id null for the next one
     */
    static void bind(
            PreparedStatement insert, @Nullable Long id, Product product, OffsetDateTime updated)
            throws SQLException {
        Product.Offer offer = product.offer();
        Product.Traits traits = product.traits();
        Product.Dates dates = product.dates();
        insert.setObject(1, id, Types.BIGINT);
        insert.setString(2, product.sku());
        insert.setString(3, product.name());
        insert.setString(4, product.description());
        insert.setBigDecimal(5, offer.price());
        insert.setInt(6, offer.stock());
        insert.setBoolean(7, offer.stock() > 0);
        insert.setObject(8, offer.supplier(), Types.OTHER);
        insert.setDouble(9, traits.weight());
        insert.setArray(10, array(insert, "text", traits.tags()));
        insert.setArray(
                11, traits.sizes() == null ? null : array(insert, "integer", traits.sizes()));
        insert.setString(12, traits.attributes());
        insert.setObject(13, traits.rating(), Types.REAL);
        insert.setObject(14, dates.released());
        insert.setObject(15, dates.created());
        insert.setObject(16, dates.localOpening(), Types.TIMESTAMP);
        insert.setObject(17, updated);
    }

    static Array array(PreparedStatement statement, String type, List<?> elements)
            throws SQLException {
        return statement.getConnection().createArrayOf(type, elements.toArray());
    }
}
