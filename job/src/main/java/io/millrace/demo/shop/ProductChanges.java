package io.millrace.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.Random;
import javax.annotation.Nullable;

/**
 * The four kinds of change as statements. Rows that others have removed or taken stay untouched.
 */
final class ProductChanges implements AutoCloseable {
    private final Random random;
    private final ProductGenerator generator;
    private final PreparedStatement insert;
    private final PreparedStatement move;
    private final PreparedStatement delete;
    private final ProductUpdates updates;

    ProductChanges(Connection connection, Random random) throws SQLException {
        this.random = random;
        this.generator = new ProductGenerator(random);
        this.insert = ProductTable.insert(connection);
        this.move =
                connection.prepareStatement(
                        """
                        UPDATE public.products
                        SET id = coalesce(?, nextval('public.products_id_seq')), updated_at = ?
                        WHERE id = ? AND NOT EXISTS (SELECT FROM public.products WHERE id = ?)
                        RETURNING id""");
        this.delete = connection.prepareStatement("DELETE FROM public.products WHERE id = ?");
        this.updates = new ProductUpdates(connection);
    }

    /**
     * @param id null for the next one
     * @return the new row's id; empty if it is taken
     */
    OptionalLong insert(@Nullable Long id, Instant updated) throws SQLException {
        ProductTable.bind(insert, id, generator.next(), utc(updated));
        return id(insert);
    }

    /**
     * @param to null for the next one
     * @return the row's new id; empty if that is taken, or there is no such row
     */
    OptionalLong move(long from, @Nullable Long to, Instant updated) throws SQLException {
        move.setObject(1, to, Types.BIGINT);
        move.setObject(2, utc(updated));
        move.setLong(3, from);
        move.setObject(4, to, Types.BIGINT);
        return id(move);
    }

    /** Whether there was such a row. */
    boolean update(long id, Instant updated) throws SQLException {
        return updates.any(random, generator, id, utc(updated));
    }

    /** Whether there was such a row. */
    boolean delete(long id) throws SQLException {
        delete.setLong(1, id);
        return delete.executeUpdate() == 1;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        move.close();
        delete.close();
        updates.close();
    }

    private static OptionalLong id(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
