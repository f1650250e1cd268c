/**
 * SQL fragments: planned by Flink where the job is built, run by the code that its planner
 * generates.
 */
package io.millrace.flow.sql;
