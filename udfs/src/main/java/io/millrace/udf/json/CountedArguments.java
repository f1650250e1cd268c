package io.millrace.udf.json;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;

/**
 * Arguments of which there must be a certain number.
 *
 * @param step how many come together; each call has a multiple of it, after the first argument
 */
record CountedArguments(InputTypeStrategy types, int step)
        implements InputTypeStrategy, ArgumentCount {
    @Override
    public ArgumentCount getArgumentCount() {
        return this;
    }

    @Override
    public boolean isValidCount(int count) {
        return count > step && (count - 1) % step == 0;
    }

    @Override
    public Optional<Integer> getMinCount() {
        return Optional.of(1 + step);
    }

    @Override
    public Optional<Integer> getMaxCount() {
        return Optional.empty();
    }

    @Override
    public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
        return types.inferInputTypes(call, throwOnFailure);
    }

    @Override
    public List<Signature> getExpectedSignatures(FunctionDefinition definition) {
        return types.getExpectedSignatures(definition);
    }
}
