package io.millrace.pipeline;

import io.millrace.change.Delivery;
import io.millrace.change.TableName;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * A flow, ready to be wired.
 *
 * @param name unique in the pipeline; part of the operators' uids
 */
public record Flow(String name, TableName table, Sink<Delivery> sink) {}
