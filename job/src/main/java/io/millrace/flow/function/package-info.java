/** A flow's steps in Java: users' classes, and what they see of a change. */
package io.millrace.flow.function;
