package io.millrace.pipeline.control;

import io.millrace.config.Problem;
import io.millrace.config.SourceSpec;
import io.millrace.source.ServerProblem;
import java.sql.SQLException;

/** What was asked of backfills cannot be done; the message says why, and what to do. */
public final class BackfillException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackfillException(String message) {
        super(message);
    }

    /** Has the words of the server, so that there need be no cause. */
    static BackfillException of(SQLException error, SourceSpec source) {
        return of(ServerProblem.of(error, source));
    }

    static BackfillException of(Problem problem) {
        return new BackfillException(problem.message() + ". " + problem.remedy());
    }
}
