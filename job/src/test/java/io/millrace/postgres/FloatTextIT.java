package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Asks Postgres what these numbers are in {@code to_jsonb}. */
class FloatTextIT {
    private static final int RANDOM_NUMBERS = 20_000;

    private static TestDatabase database;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @BeforeAll
    static void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropDatabase() throws SQLException {
        database.close();
    }

    @Test
    void randomDoublesEqualToJsonb() throws SQLException {
        double[] numbers =
                DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong()))
                        .filter(Double::isFinite)
                        .limit(RANDOM_NUMBERS)
                        .toArray();

        assertDoubles(numbers);
    }

    @Test
    void randomFloatsEqualToJsonb() throws SQLException {
        double[] numbers =
                DoubleStream.generate(() -> Float.intBitsToFloat(random.nextInt()))
                        .filter(Double::isFinite)
                        .limit(RANDOM_NUMBERS)
                        .toArray();

        assertFloats(numbers);
    }

    /** Neighbours from 2^53 on have integers for midpoints, which may have few digits. */
    @Test
    void randomIntegersAndRoundDecimalsEqualToJsonb() throws SQLException {
        double[] numbers =
                DoubleStream.generate(
                                () ->
                                        (random.nextInt(2_000_000) - 1_000_000)
                                                * Math.pow(10, random.nextInt(38)))
                        .limit(RANDOM_NUMBERS)
                        .toArray();

        assertDoubles(numbers);
        assertFloats(DoubleStream.of(numbers).filter(n -> Math.abs(n) < 3e38).toArray());
    }

    @Test
    void doublesAtTheEdgesEqualToJsonb() throws SQLException {
        DoubleStream.Builder numbers = DoubleStream.builder();
        numbers.add(0).add(-0.0).add(Double.MAX_VALUE).add(Double.MIN_VALUE).add(Double.MIN_NORMAL);
        numbers.add(1e23).add(2e23).add(9007199254740993d).add(5e-324).add(0.1).add(0.3);
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            numbers.add(Math.scalb(1.0, exponent));
        }
        for (int exponent = -323; exponent <= 308; exponent++) {
            for (int digit = 1; digit <= 9; digit++) {
                double number = new BigDecimal(digit + "e" + exponent).doubleValue();
                numbers.add(Double.isInfinite(number) ? 0 : number);
            }
        }
        for (long multiple = 1; multiple <= 2_000; multiple++) {
            numbers.add(multiple * Double.MIN_VALUE);
        }
        assertDoubles(withNeighbours(numbers.build(), Math::nextUp, Math::nextDown));
    }

    @Test
    void floatsAtTheEdgesEqualToJsonb() throws SQLException {
        DoubleStream.Builder numbers = DoubleStream.builder();
        numbers.add(0).add(-0.0f).add(Float.MAX_VALUE).add(Float.MIN_VALUE).add(Float.MIN_NORMAL);
        numbers.add(1.1e10f).add(16777217f).add(0.1f).add(8388609.5f);
        for (int exponent = -149; exponent <= 127; exponent++) {
            numbers.add(Math.scalb(1.0f, exponent));
        }
        for (int exponent = -45; exponent <= 38; exponent++) {
            for (int digit = 1; digit <= 9; digit++) {
                float number = new BigDecimal(digit + "e" + exponent).floatValue();
                numbers.add(Float.isInfinite(number) ? 0 : number);
            }
        }
        for (int multiple = 1; multiple <= 2_000; multiple++) {
            numbers.add(multiple * Float.MIN_VALUE);
        }
        assertFloats(
                withNeighbours(
                        numbers.build(),
                        n -> Math.nextUp((float) n),
                        n -> Math.nextDown((float) n)));
    }

    private static double[] withNeighbours(
            DoubleStream numbers, DoubleUnaryOperator above, DoubleUnaryOperator below) {
        return numbers.flatMap(
                        n -> DoubleStream.of(n, -n, above.applyAsDouble(n), below.applyAsDouble(n)))
                .filter(Double::isFinite)
                .toArray();
    }

    private void assertDoubles(double[] numbers) throws SQLException {
        List<String> expected = toJsonb("float8", numbers);
        for (int i = 0; i < numbers.length; i++) {
            String text = FloatText.of(numbers[i]);
            assertThat(new BigDecimal(text))
                    .as("float8 %s (bits %x, seed %d)", text, bits(numbers[i]), seed)
                    .isEqualByComparingTo(expected.get(i));
        }
    }

    private void assertFloats(double[] numbers) throws SQLException {
        List<String> expected = toJsonb("float4", numbers);
        for (int i = 0; i < numbers.length; i++) {
            String text = FloatText.of((float) numbers[i]);
            assertThat(new BigDecimal(text))
                    .as("float4 %s (bits %x, seed %d)", text, bits(numbers[i]), seed)
                    .isEqualByComparingTo(expected.get(i));
        }
    }

    private static long bits(double number) {
        return Double.doubleToRawLongBits(number);
    }

    private static List<String> toJsonb(String type, double[] numbers) throws SQLException {
        String query =
                "SELECT to_jsonb(x::"
                        + type
                        + ")::text FROM unnest(?::float8[]) WITH ORDINALITY AS u (x, i) ORDER BY i";
        try (PreparedStatement statement = database.connection().prepareStatement(query)) {
            statement.setObject(1, numbers);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> texts = new ArrayList<>(numbers.length);
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }
}
