package io.millrace.source.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What stands in a row's key for a value: the text of a JSON string, else the JSON itself. */
public final class KeyText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeyText() {}

    public static String of(String json) {
        if (json.charAt(0) != '"') {
            return json;
        }
        return json.indexOf('\\') < 0 ? json.substring(1, json.length() - 1) : unescape(json);
    }

    private static String unescape(String json) {
        try {
            return JSON.readValue(json, String.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a JSON string", e);
        }
    }
}
