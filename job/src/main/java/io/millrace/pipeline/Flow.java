package io.millrace.pipeline;

import io.millrace.change.TableName;

/**
 * A flow, ready to be wired.
 *
 * @param name unique in the pipeline; part of the operators' uids
 */
public record Flow(String name, TableName table, FlowSink sink) {}
