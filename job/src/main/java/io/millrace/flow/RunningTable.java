package io.millrace.flow;

import io.millrace.change.Action;
import io.millrace.change.Address;
import io.millrace.change.Document;
import io.millrace.change.VersionedChange;
import io.millrace.flow.row.ChangeRow;
import io.millrace.flow.sql.OperatorContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.util.IOUtils;

/** A flow's steps at work on the changes of one table. */
final class RunningTable implements AutoCloseable {
    private final ChangeRow row;
    private final List<AutoCloseable> open = new ArrayList<>();
    private RowFilter filter;
    private DocumentMaker maker;
    private Router router;
    private KeyMaker key;
    private KeyMaker group;

    private RunningTable(TablePlan plan) {
        this.row = new ChangeRow(plan.schema());
    }

    static RunningTable open(TablePlan plan, OperatorContext context) throws Exception {
        RunningTable table = new RunningTable(plan);
        try {
            table.filter = table.keep(plan.filter().open(context));
            table.maker = table.keep(plan.documents().maker().open(context));
            table.router = table.keep(plan.router().open(context));
            table.key = table.keep(plan.key().open(context));
            table.group = table.keep(plan.group().open(context));
            return table;
        } catch (Exception e) {
            table.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T step) {
        open.add(step);
        return step;
    }

    /** Turns to another change, which all else is about. */
    void turnTo(VersionedChange change) {
        row.turnTo(change);
    }

    boolean keepsRow() throws StepFailedException, InterruptedException {
        try {
            return filter.keeps(row);
        } catch (Exception | Error e) {
            throw StepFailedException.of("filter", e);
        }
    }

    /** What there is to be of the row. */
    List<Document> documents() throws StepFailedException, InterruptedException {
        List<Draft> drafts;
        try {
            drafts = maker.documents(row);
        } catch (Exception | Error e) {
            throw StepFailedException.of("transform", e);
        }
        return place(drafts);
    }

    /** Where documents of the row would be; empty if that cannot be told. */
    List<Document> addresses() throws InterruptedException {
        try {
            return place(addressDrafts());
        } catch (StepFailedException unknown) {
            return List.of();
        }
    }

    private List<Draft> addressDrafts() throws StepFailedException, InterruptedException {
        try {
            return maker.addresses(row);
        } catch (Exception | Error e) {
            throw StepFailedException.of("transform", e);
        }
    }

    @Nullable
    String route() throws StepFailedException, InterruptedException {
        try {
            return router.route(row);
        } catch (Exception | Error e) {
            throw StepFailedException.of("route", e);
        }
    }

    private String key() throws StepFailedException, InterruptedException {
        try {
            return key.key(row);
        } catch (Exception | Error e) {
            throw StepFailedException.of("key", e);
        }
    }

    /**
     * The group in which the row's order is kept; null if the flow has none. What is gone and
     * cannot be told of any more, is in the group of the empty text.
     */
    @Nullable
    String group(Action action) throws StepFailedException, InterruptedException {
        try {
            return group.key(row);
        } catch (Exception | Error e) {
            StepFailedException failure = StepFailedException.of("group_by", e);
            if (action == Action.DELETE || action == Action.TRUNCATE) {
                return "";
            }
            throw failure;
        }
    }

    private List<Document> place(List<Draft> drafts)
            throws StepFailedException, InterruptedException {
        if (drafts.size() == 1) {
            return List.of(place(drafts.get(0)));
        }
        List<Document> documents = new ArrayList<>(drafts.size());
        Set<Address> addresses = new HashSet<>();
        for (Draft draft : drafts) {
            Document document = place(draft);
            if (!addresses.add(new Address(document.route(), document.id()))) {
                throw StepFailedException.of(
                        "transform",
                        new IllegalArgumentException(
                                "it made two documents with the id '" + document.id() + "'"));
            }
            documents.add(document);
        }
        return documents;
    }

    private Document place(Draft draft) throws StepFailedException, InterruptedException {
        return new Document(
                draft.route() == null ? route() : draft.route(),
                draft.id() == null ? key() : draft.id(),
                draft.content());
    }

    /** Closes the steps, whatever one of them throws. */
    @Override
    public void close() throws Exception {
        IOUtils.closeAll(open);
    }
}
