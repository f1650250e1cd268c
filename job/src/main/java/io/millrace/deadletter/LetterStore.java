package io.millrace.deadletter;

import io.millrace.change.DeadLetter;
import java.sql.SQLException;
import java.util.List;

/** Where dead letters are kept for good. */
interface LetterStore extends AutoCloseable {
    /**
     * Keeps all of these, or, if it fails, perhaps some. One that is there already stays as it is.
     *
     * @return how many of them were not there yet
     */
    int add(List<DeadLetter> letters) throws SQLException;

    @Override
    void close() throws SQLException;
}
