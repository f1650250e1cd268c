package io.millrace.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Named numbers in their order, and the one line of JSON that they are exchanged as. */
public final class Figures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final double WHOLE = 1000;

    private final ObjectNode values;

    private Figures(ObjectNode values) {
        this.values = values;
    }

    public Figures() {
        this(JSON.createObjectNode());
    }

    /**
     * @param json what {@link #toJson} gave
     */
    public static Figures parse(String json) throws JsonProcessingException {
        return new Figures((ObjectNode) JSON.readTree(json));
    }

    /** Adds a number; it is rounded to four digits, but never a whole one. */
    public Figures put(String name, double value) {
        values.put(
                name,
                Math.abs(value) >= WHOLE
                        ? BigDecimal.valueOf(Math.round(value))
                        : new BigDecimal(value).round(FOUR_DIGITS));
        return this;
    }

    /**
     * @throws IllegalArgumentException if there is none of this name
     */
    public double get(String name) {
        if (!values.has(name)) {
            throw new IllegalArgumentException("No figure '" + name + "' in " + values);
        }
        return values.get(name).asDouble();
    }

    public String toJson() {
        return values.toString();
    }
}
