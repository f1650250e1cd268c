package io.millrace.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Random;

/** What may happen to a product while it stays the same product: each touches a few columns. */
final class ProductUpdates implements AutoCloseable {
    private final PreparedStatement price;
    private final PreparedStatement stock;
    private final PreparedStatement description;
    private final PreparedStatement attributes;
    private final PreparedStatement review;

    ProductUpdates(Connection connection) throws SQLException {
        this.price = prepare(connection, "price = ?");
        this.stock = prepare(connection, "stock = ?, in_stock = ? > 0");
        this.description = prepare(connection, "description = ?");
        this.attributes = prepare(connection, "attributes = attributes || ?::jsonb");
        this.review = prepare(connection, "rating = ?, tags = ?");
    }

    /** Makes one of the updates; whether there was such a row. */
    boolean any(Random random, ProductGenerator generator, long id, OffsetDateTime updated)
            throws SQLException {
        return switch (random.nextInt(5)) {
            case 0 -> {
                price.setBigDecimal(1, generator.price());
                yield execute(price, 2, id, updated);
            }
            case 1 -> {
                int pieces = generator.stock();
                stock.setInt(1, pieces);
                stock.setInt(2, pieces);
                yield execute(stock, 3, id, updated);
            }
            case 2 -> {
                description.setString(1, random.nextInt(10) == 0 ? null : generator.description());
                yield execute(description, 2, id, updated);
            }
            case 3 -> {
                attributes.setString(1, generator.attributes());
                yield execute(attributes, 2, id, updated);
            }
            default -> {
                review.setObject(1, generator.rating(), Types.REAL);
                review.setArray(2, ProductTable.array(review, "text", generator.tags()));
                yield execute(review, 3, id, updated);
            }
        };
    }

    @Override
    public void close() throws SQLException {
        price.close();
        stock.close();
        description.close();
        attributes.close();
        review.close();
    }

    private static PreparedStatement prepare(Connection connection, String columns)
            throws SQLException {
        return connection.prepareStatement(
                "UPDATE public.products SET " + columns + ", updated_at = ? WHERE id = ?");
    }

    private static boolean execute(
            PreparedStatement update, int next, long id, OffsetDateTime updated)
            throws SQLException {
        update.setObject(next, updated);
        update.setLong(next + 1, id);
        return update.executeUpdate() == 1;
    }
}
