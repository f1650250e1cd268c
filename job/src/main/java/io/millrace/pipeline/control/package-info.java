/** What users ask of a pipeline while it runs, and see of it. */
package io.millrace.pipeline.control;
