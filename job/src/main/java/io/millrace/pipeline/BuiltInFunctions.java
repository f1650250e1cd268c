package io.millrace.pipeline;

import io.millrace.udf.module.MillraceModule;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.module.CoreModule;

/**
 * The functions that SQL has without any {@code CREATE FUNCTION}: Flink's own and Millrace's.
 *
 * <p>Flink takes them before those of {@code CREATE FUNCTION}. One of Millrace's gives way to a
 * user's of the same name, so that a pipeline means the same when Millrace comes to have more.
 */
final class BuiltInFunctions {
    private final TableEnvironment environment;
    private MillraceModule module = MillraceModule.all();

    BuiltInFunctions(TableEnvironment environment) {
        this.environment = environment;
        environment.loadModule(MillraceModule.NAME, module);
    }

    /**
     * @param name of a function that the user is about to create
     * @throws ValidationException if Flink has one of that name, which would be called instead
     */
    void giveWayTo(String name) {
        if (CoreModule.INSTANCE.getFunctionDefinition(name).isPresent()) {
            throw new ValidationException(
                    "Flink's own function "
                            + name
                            + " would be called instead of this one; give it another name, or write"
                            + " CREATE TEMPORARY SYSTEM FUNCTION");
        }
        if (module.has(name)) {
            module = module.without(name);
            environment.unloadModule(MillraceModule.NAME);
            environment.loadModule(MillraceModule.NAME, module);
        }
    }
}
