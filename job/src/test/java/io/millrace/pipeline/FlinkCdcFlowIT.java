package io.millrace.pipeline;

import io.millrace.source.ChangeReader;
import io.millrace.source.cdc.FlinkCdcReader;
import io.millrace.testing.TestDatabase;

class FlinkCdcFlowIT extends FlowContract {
    @Override
    ChangeReader reader() {
        return new FlinkCdcReader();
    }

    /** It reads them itself. */
    @Override
    void readRows(TestDatabase database) {}
}
