/** What people see of a work that goes on. */
package io.millrace.console;
