/** Values in Postgres's text form, made into the JSON that {@code to_jsonb} makes of them. */
package io.millrace.source.value;
