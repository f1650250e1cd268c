package io.millrace.backfill;

import io.millrace.change.TableName;

/** A table, for a flow that reads it. */
record FlowTable(String flow, TableName table) {}
