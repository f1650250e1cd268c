/** How the SQL functions describe themselves. */
package io.millrace.udf.sql;
