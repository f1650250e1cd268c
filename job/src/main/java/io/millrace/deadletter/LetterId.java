package io.millrace.deadletter;

import io.millrace.change.DeadLetter;
import io.millrace.change.DeadLetter.Subject;
import io.millrace.change.Document;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a letter is about, in 16 bytes: pipeline, flow, row, position and document. The same failure
 * has the same id when its change is read again, and keys of any length fit into an index.
 */
final class LetterId {
    private LetterId() {}

    static UUID of(String pipeline, DeadLetter letter) {
        Subject subject = letter.subject();
        StringBuilder name = new StringBuilder();
        append(pipeline, name);
        append(letter.flow(), name);
        append(subject.row().table().schema(), name);
        append(subject.row().table().name(), name);
        append(subject.row().id(), name);
        name.append(subject.position());
        Document document = letter.document();
        if (document != null) {
            append(document.route() == null ? "" : document.route(), name);
            append(document.id(), name);
        }
        return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** With its length, so that no two lists of texts come out the same. */
    private static void append(String text, StringBuilder name) {
        name.append(text.length()).append(':').append(text);
    }
}
