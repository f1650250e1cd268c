package io.millrace.udf.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes JSON as Postgres has it: numbers keep all their digits, and neither they nor
 * texts are too long.
 */
public final class JsonText {
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNumberLength(Integer.MAX_VALUE)
                                                    .maxStringLength(Integer.MAX_VALUE)
                                                    .maxNameLength(Integer.MAX_VALUE)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build();
    private static final ObjectReader READER = MAPPER.reader();
    private static final ObjectWriter WRITER = MAPPER.writer();
    private static final int LONGEST_SHOWN = 100;

    private JsonText() {}

    /**
     * @throws IllegalArgumentException if the text is not one JSON value
     */
    public static JsonNode parse(String text) {
        try {
            return required(READER.readTree(text));
        } catch (JsonProcessingException e) {
            throw malformed(text, e);
        }
    }

    /**
     * @param utf8 one JSON value
     * @throws IllegalArgumentException if it is not one JSON value
     */
    public static JsonNode parse(byte[] utf8) {
        try {
            return required(READER.readTree(utf8));
        } catch (JsonProcessingException e) {
            throw malformed(new String(utf8, StandardCharsets.UTF_8), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws IllegalArgumentException if a Java object in it has no form in JSON
     */
    public static byte[] utf8(JsonNode json) {
        try {
            return WRITER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * @throws IllegalArgumentException if a Java object in it has no form in JSON
     */
    public static String text(JsonNode json) {
        try {
            return WRITER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * @throws IllegalArgumentException if the text is not one JSON value
     */
    static void check(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            if (parser.nextToken() == null) {
                throw empty();
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "More follows after the value");
            }
        } catch (JsonProcessingException e) {
            throw malformed(text, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode required(JsonNode json) {
        if (json.isMissingNode()) {
            throw empty();
        }
        return json;
    }

    private static IllegalArgumentException empty() {
        return new IllegalArgumentException("Not JSON: the text is empty");
    }

    private static IllegalArgumentException malformed(String text, JsonProcessingException e) {
        String shown =
                text.codePointCount(0, text.length()) <= LONGEST_SHOWN
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
        return new IllegalArgumentException(
                "Not JSON: " + e.getOriginalMessage() + ", in: " + shown, e);
    }
}
