/** Flink's values, written as the JSON that Postgres would write. */
package io.millrace.flow.json;
