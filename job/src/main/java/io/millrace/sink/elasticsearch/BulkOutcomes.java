package io.millrace.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.bulk.OperationType;
import io.millrace.sink.writer.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What a bulk response says about each of its items. */
final class BulkOutcomes {
    private static final String NO_INDEX = "index_not_found_exception";

    private BulkOutcomes() {}

    static List<Outcome> of(List<BulkResponseItem> items) {
        List<Outcome> outcomes = new ArrayList<>(items.size());
        for (BulkResponseItem item : items) {
            outcomes.add(of(item));
        }
        return outcomes;
    }

    private static Outcome of(BulkResponseItem item) {
        int status = item.status();
        ErrorCause error = item.error();
        if (error == null) {
            // A delete of what is not there is a 404 without an error.
            boolean done = status < 300 || item.operationType() == OperationType.Delete;
            return done ? Outcome.Done.ACCEPTED : new Outcome.Refused("HTTP status " + status);
        }
        if (status == HttpStatus.CONFLICT) {
            return Outcome.Done.ALREADY_NEWER;
        }
        if (item.operationType() == OperationType.Delete && NO_INDEX.equals(error.type())) {
            return Outcome.Done.ACCEPTED;
        }
        String words = ErrorWords.of(status, error);
        return HttpStatus.mayPass(status) ? new Outcome.Retry(words) : new Outcome.Refused(words);
    }
}
