package io.millrace.sink;

import com.fasterxml.jackson.databind.JsonNode;

/** A value of a document that cannot be cast. The message names the column, the value and why. */
final class CastException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_VALUE = 100;

    CastException(String column, JsonNode value, String type, String why) {
        super(
                "the column '"
                        + column
                        + "' of the type "
                        + type
                        + " cannot hold "
                        + shortened(value.toString())
                        + ": "
                        + why);
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
