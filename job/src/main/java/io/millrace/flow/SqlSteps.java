package io.millrace.flow;

import io.millrace.change.RowKey;
import io.millrace.flow.row.ChangeRow;
import io.millrace.flow.sql.Condition;
import io.millrace.flow.sql.RunningCondition;
import io.millrace.flow.sql.RunningCondition.Truth;
import io.millrace.flow.sql.RunningSelect;
import io.millrace.flow.sql.Select;

/** Steps that are SQL fragments. */
final class SqlSteps {
    private SqlSteps() {}

    static StepPlan<RowFilter> filter(Condition condition) {
        return context -> new SqlFilter(RunningCondition.open(condition, context));
    }

    static StepPlan<DocumentMaker> documents(Select select) {
        return context -> new SelectedDocument(RunningSelect.open(select, context));
    }

    static StepPlan<Router> router(Select route) {
        return context -> new SqlRouter(new Texts(RunningSelect.open(route, context)));
    }

    static StepPlan<KeyMaker> key(Select key) {
        return context -> new SqlKey(new Texts(RunningSelect.open(key, context)));
    }

    private record SqlFilter(RunningCondition condition) implements RowFilter {
        /** A truncated table has no row that could be told to be unwanted by what it holds. */
        @Override
        public boolean keeps(ChangeRow row) throws Exception {
            Truth truth = condition.test(row);
            return truth == Truth.TRUE || (truth == Truth.UNKNOWN && !row.hasRow());
        }

        @Override
        public void close() throws Exception {
            condition.close();
        }
    }

    private record SqlRouter(Texts texts) implements Router {
        @Override
        public String route(ChangeRow row) throws Exception {
            return texts.of(row).get(0);
        }

        @Override
        public void close() throws Exception {
            texts.close();
        }
    }

    private record SqlKey(Texts texts) implements KeyMaker {
        @Override
        public String key(ChangeRow row) throws Exception {
            return RowKey.of(row.change().change().key().table(), texts.of(row)).id();
        }

        @Override
        public void close() throws Exception {
            texts.close();
        }
    }
}
