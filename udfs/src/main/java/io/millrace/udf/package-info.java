/**
 * Java functions for a flow's filter, transform and route, and what they are given. The SQL
 * functions are below it, by what they work on; {@code module.MillraceModule} has them all.
 */
package io.millrace.udf;
