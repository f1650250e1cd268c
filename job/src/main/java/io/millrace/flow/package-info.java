/** Makes documents of changes: filter, transform, route and key of a flow. */
package io.millrace.flow;
