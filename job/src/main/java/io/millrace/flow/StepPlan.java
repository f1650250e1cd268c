package io.millrace.flow;

import io.millrace.flow.sql.OperatorContext;
import java.io.Serializable;

/**
 * A step of a flow as it travels to where the job runs.
 *
 * @param <T> the step at work; closed by whoever has opened it
 */
@FunctionalInterface
interface StepPlan<T extends AutoCloseable> extends Serializable {
    T open(OperatorContext context) throws Exception;
}
