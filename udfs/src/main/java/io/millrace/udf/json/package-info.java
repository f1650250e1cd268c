/** JSON: SQL functions over it, and what they have in common with the transforms. */
package io.millrace.udf.json;
