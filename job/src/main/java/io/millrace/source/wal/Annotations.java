package io.millrace.source.wal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.change.Json;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Message;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the open transaction says of itself by {@code pg_logical_emit_message(true, prefix,
 * content)}: it colours the changes that follow in the same transaction. What is no JSON object is
 * passed over, counted, and mentioned once.
 */
final class Annotations {
    private static final Logger LOG = LoggerFactory.getLogger(Annotations.class);
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Counter ignored;
    private boolean told;
    @Nullable private Json current;

    /**
     * @param ignored counts what is no JSON object
     */
    Annotations(Counter ignored) {
        this.ignored = ignored;
    }

    /** Those of the next change; null if there are none. */
    @Nullable
    Json current() {
        return current;
    }

    void transactionBegins() {
        current = null;
    }

    /** Prefixes of others are theirs; Sequin's mean the same. */
    void accept(Message message) {
        if (!message.transactional()) {
            return;
        }
        switch (message.prefix()) {
            case "millrace.annotations.set", "sequin:transaction_annotations.set" -> set(message);
            case "millrace.annotations.clear", "sequin:transaction_annotations.clear" ->
                    current = null;
            default -> {
                return;
            }
        }
    }

    private void set(Message message) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(message.content().duplicate())
                            .toString();
            if (JSON.readTree(text).isObject()) {
                current = Json.of(text);
                return;
            }
            ignore("it is JSON, but no object");
        } catch (CharacterCodingException e) {
            ignore("it is not UTF-8");
        } catch (JsonProcessingException e) {
            ignore(e.getOriginalMessage());
        }
    }

    private void ignore(String why) {
        ignored.inc();
        if (!told) {
            told = true;
            LOG.warn("Passing over an annotation, as all like it: {}", why);
        }
    }
}
