package io.millrace.flow.sql;

import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/** A {@link Calc} whose code is loaded, and whose functions are open. */
final class RunningCalc implements AutoCloseable {
    private final OneInputStreamOperator<RowData, RowData> operator;
    private final LastRow output;
    private final StreamRecord<RowData> input = new StreamRecord<>(null);

    private RunningCalc(OneInputStreamOperator<RowData, RowData> operator, LastRow output) {
        this.operator = operator;
        this.output = output;
    }

    static RunningCalc open(Calc calc, OperatorContext context) throws Exception {
        LastRow output = new LastRow();
        OneInputStreamOperator<RowData, RowData> operator =
                calc.code()
                        .newInstance(
                                context.classLoader(),
                                calc.code().getReferences(),
                                context.task(),
                                context.config(),
                                output,
                                context.processingTime());
        operator.open();
        return new RunningCalc(operator, output);
    }

    /**
     * The row made of another, good until the next call.
     *
     * @throws Exception whatever an expression of the query throws
     */
    RowData apply(RowData row) throws Exception {
        output.clear();
        operator.processElement(input.replace(row));
        return output.row();
    }

    @Override
    public void close() throws Exception {
        operator.close();
    }
}
