package io.millrace.sink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.DeleteOperation;
import co.elastic.clients.elasticsearch.core.bulk.IndexOperation;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import io.millrace.sink.writer.DocumentWrite;
import io.millrace.sink.writer.Outcome;
import io.millrace.sink.writer.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.annotation.Nullable;

/**
 * One index, and those that writes are routed to. A version is Elasticsearch's external version: it
 * refuses what is not newer than what it holds, and remembers the version of a delete for {@code
 * index.gc_deletes}.
 */
final class ElasticsearchTarget implements Target {
    private static final int LONGEST_ID_BYTES = 512;
    private static final int MOST_BYTES_OF_A_CHAR = 3;

    private final String index;
    private final String description;
    private final Time patience;
    private final ElasticsearchAsyncClient client;

    ElasticsearchTarget(ElasticsearchConnection connection, String index) {
        this.index = index;
        this.description = "Elasticsearch index '" + index + "' at " + connection.addresses();
        long millis = Math.max(1, connection.timeouts().answer().toMillis() / 2);
        this.patience = Time.of(time -> time.time(millis + "ms"));
        this.client =
                new ElasticsearchAsyncClient(
                        new RestClientTransport(connection.open(), new JacksonJsonpMapper()));
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    @Nullable
    public String objection(DocumentWrite write) {
        if (write.route() != null && write.route().startsWith("<")) {
            return "The "
                    + write.name()
                    + " for "
                    + description
                    + " is routed by date math, by which Elasticsearch would not find it again on"
                    + " another day. Have the route name the index itself";
        }
        return write.id() == null ? null : objection(write.id());
    }

    @Nullable
    private String objection(String id) {
        if (id.isEmpty()) {
            return "A document for " + description + " has an empty id, which it does not take";
        }
        if (id.length() * MOST_BYTES_OF_A_CHAR > LONGEST_ID_BYTES) {
            int bytes = id.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_ID_BYTES) {
                return "The id "
                        + id
                        + " has "
                        + bytes
                        + " bytes, but "
                        + description
                        + " takes ids of at most "
                        + LONGEST_ID_BYTES
                        + " bytes. Choose a shorter key";
            }
        }
        return null;
    }

    @Override
    public CompletableFuture<List<Outcome>> send(List<DocumentWrite> batch) {
        List<BulkOperation> operations = new ArrayList<>(batch.size());
        for (DocumentWrite write : batch) {
            operations.add(operation(write));
        }
        BulkRequest request =
                BulkRequest.of(bulk -> bulk.index(index).timeout(patience).operations(operations));
        return client.bulk(request)
                .handle(
                        (response, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(
                                        BulkFailure.of(failure).toException(description));
                            }
                            return BulkOutcomes.of(response.items());
                        });
    }

    private static BulkOperation operation(DocumentWrite write) {
        Long version = write.isVersioned() ? write.version() : null;
        VersionType versionType = write.isVersioned() ? VersionType.External : null;
        if (write.isDelete()) {
            return DeleteOperation.of(
                            delete ->
                                    delete.index(write.route())
                                            .id(write.id())
                                            .version(version)
                                            .versionType(versionType))
                    ._toBulkOperation();
        }
        BinaryData document =
                BinaryData.of(SingleLine.of(write.document()), ContentType.APPLICATION_JSON);
        return new IndexOperation.Builder<BinaryData>()
                .index(write.route())
                .id(write.id())
                .version(version)
                .versionType(versionType)
                .document(document)
                .build()
                ._toBulkOperation();
    }

    @Override
    public void close() throws IOException {
        client._transport().close();
    }
}
