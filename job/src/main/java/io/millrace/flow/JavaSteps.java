package io.millrace.flow;

import io.millrace.change.Document;
import io.millrace.config.Fragment;
import io.millrace.flow.function.JavaFilter;
import io.millrace.flow.function.JavaRoute;
import io.millrace.flow.function.JavaTransform;
import io.millrace.flow.row.ChangeRow;
import java.util.ArrayList;
import java.util.List;

/** Steps that are Java functions. */
final class JavaSteps {
    /** No document's: stands for the id that the flow gives. */
    private static final String UNNAMED = "";

    private JavaSteps() {}

    static StepPlan<RowFilter> filter(Fragment.Function step) {
        return context -> new Filter(JavaFilter.open(step, context.classLoader()));
    }

    static StepPlan<DocumentMaker> documents(Fragment.Function step) {
        return context -> new Documents(JavaTransform.open(step, context.classLoader()));
    }

    static StepPlan<Router> router(Fragment.Function step) {
        return context -> new JavaRouter(JavaRoute.open(step, context.classLoader()));
    }

    private record Filter(JavaFilter filter) implements RowFilter {
        @Override
        public boolean keeps(ChangeRow row) throws Exception {
            return filter.test(row.change());
        }

        @Override
        public void close() {
            filter.close();
        }
    }

    private record Documents(JavaTransform transform) implements DocumentMaker {
        /** The function names ids and routes; it is asked about a row that is gone, too. */
        @Override
        public List<Draft> addresses(ChangeRow row) throws Exception {
            return documents(row).stream()
                    .map(draft -> new Draft(draft.route(), draft.id(), null))
                    .toList();
        }

        @Override
        public List<Draft> documents(ChangeRow row) throws Exception {
            List<Draft> drafts = new ArrayList<>();
            for (Document made : transform.apply(row.change(), null, UNNAMED)) {
                String id = made.id().equals(UNNAMED) ? null : made.id();
                drafts.add(new Draft(made.route(), id, made.content()));
            }
            return drafts;
        }

        @Override
        public void close() {
            transform.close();
        }
    }

    private record JavaRouter(JavaRoute route) implements Router {
        @Override
        public String route(ChangeRow row) throws Exception {
            return route.apply(row.change());
        }

        @Override
        public void close() {
            route.close();
        }
    }
}
