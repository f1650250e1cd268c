package io.millrace.source.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.change.JsonBuffer;
import java.io.IOException;

/**
 * The type {@code json}, which keeps its text as it was written. {@code to_jsonb} keeps the last of
 * the values under one key, and no line breaks between values: for some targets a document ends
 * there.
 */
public final class JsonWriter implements ValueWriter {
    private static final JsonFactory ONE_VALUE_PER_KEY =
            factory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final ObjectMapper LAST_VALUES =
            JsonMapper.builder(factory().build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    @Override
    public void write(byte[] text, int from, int to, JsonBuffer json) {
        try {
            if (hasOneValuePerKey(text, from, to)) {
                appendInOneLine(text, from, to, json);
            } else {
                json.append(
                        LAST_VALUES.writeValueAsBytes(LAST_VALUES.readTree(text, from, to - from)));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("Not JSON", e);
        }
    }

    private static boolean hasOneValuePerKey(byte[] text, int from, int to) throws IOException {
        try (JsonParser parser = ONE_VALUE_PER_KEY.createParser(text, from, to - from)) {
            while (parser.nextToken() != null) {
                // It is the parser that looks at the keys.
            }
            return true;
        } catch (StreamReadException twiceOrNotJson) {
            return false;
        }
    }

    /** In a string a line break is escaped. */
    private static void appendInOneLine(byte[] text, int from, int to, JsonBuffer json) {
        int start = from;
        for (int i = from; i < to; i++) {
            if (text[i] == '\n' || text[i] == '\r') {
                json.append(text, start, i);
                json.append(' ');
                start = i + 1;
            }
        }
        json.append(text, start, to);
    }

    /** Postgres has limits of its own. */
    private static JsonFactoryBuilder factory() {
        return new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(Integer.MAX_VALUE)
                                .maxNumberLength(Integer.MAX_VALUE)
                                .maxStringLength(Integer.MAX_VALUE)
                                .maxNameLength(Integer.MAX_VALUE)
                                .build());
    }
}
