package io.millrace.pipeline;

import io.millrace.change.Delivery;
import java.util.OptionalInt;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;

/**
 * A flow's sink.
 *
 * @param parallelism how many writers its table asks for; empty for as many as there are before it
 */
public record FlowSink(Sink<Delivery> sink, OptionalInt parallelism) {

    /** Adds the sink behind the deliveries; those of one document go to one writer. */
    DataStreamSink<Delivery> behind(DataStream<Delivery> deliveries) {
        return parallelism.isPresent()
                ? deliveries
                        .keyBy(Delivery::id, Types.STRING)
                        .sinkTo(sink)
                        .setParallelism(parallelism.getAsInt())
                : deliveries.sinkTo(sink);
    }
}
