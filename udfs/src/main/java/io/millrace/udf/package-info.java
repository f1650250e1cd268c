/**
 * Java functions for a flow's filter, transform and route, and what they are given. SQL functions
 * are in {@code io.millrace.udf.sql}.
 */
package io.millrace.udf;
