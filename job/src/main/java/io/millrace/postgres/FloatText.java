package io.millrace.postgres;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating point numbers as Postgres prints them: the shortest decimal strictly between the
 * midpoints to the two neighbours. Java's may lie on a midpoint, where only the rule to round to
 * even tells them apart (Postgres's {@code d2s.c}: "we do not accept the bounds"), and has two
 * digits even where one would do.
 */
public final class FloatText {
    /** From here on midpoints are integers, which alone can have so few digits. */
    private static final double DOUBLE_MIDPOINTS = 0x1p53;

    private static final float FLOAT_MIDPOINTS = 0x1p24f;

    /** Below these, which is 128 times the smallest number, two digits tell more than there is. */
    private static final double DOUBLE_ONE_DIGIT = 0x1p-1067;

    private static final float FLOAT_ONE_DIGIT = 0x1p-142f;

    private FloatText() {}

    /**
     * @param number finite
     */
    public static String of(double number) {
        if (Math.abs(number) < DOUBLE_ONE_DIGIT && oneDigit(number).doubleValue() == number) {
            return oneDigit(number).toString();
        }
        String shortest = NumberOutput.toString(number, true);
        if (Math.abs(number) < DOUBLE_MIDPOINTS) {
            return shortest;
        }
        return between(
                new BigDecimal(shortest),
                new BigDecimal(number),
                neighbour(Math.nextDown(number)),
                neighbour(Math.nextUp(number)));
    }

    /**
     * @param number finite
     */
    public static String of(float number) {
        if (Math.abs(number) < FLOAT_ONE_DIGIT && oneDigit(number).floatValue() == number) {
            return oneDigit(number).toString();
        }
        String shortest = NumberOutput.toString(number, true);
        if (Math.abs(number) < FLOAT_MIDPOINTS) {
            return shortest;
        }
        return between(
                new BigDecimal(shortest),
                new BigDecimal(number),
                neighbour(Math.nextDown(number)),
                neighbour(Math.nextUp(number)));
    }

    private static BigDecimal oneDigit(double number) {
        return new BigDecimal(number).round(new MathContext(1));
    }

    private static BigDecimal neighbour(double number) {
        return Double.isInfinite(number) ? null : new BigDecimal(number);
    }

    private static String between(
            BigDecimal shortest, BigDecimal exact, BigDecimal below, BigDecimal above) {
        BigDecimal text = shortest;
        int digits = shortest.stripTrailingZeros().precision();
        while (isMidpoint(text, exact, below) || isMidpoint(text, exact, above)) {
            digits++;
            text = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        }
        return text.toString();
    }

    private static boolean isMidpoint(BigDecimal text, BigDecimal exact, BigDecimal neighbour) {
        return neighbour != null && text.add(text).compareTo(exact.add(neighbour)) == 0;
    }
}
