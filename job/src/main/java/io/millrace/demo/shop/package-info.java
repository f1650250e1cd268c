/** The demo's shop: a table of products that look real, and a workload that keeps changing it. */
package io.millrace.demo.shop;
