/**
 * The HTTP side of a tracker (BEP 3): {@code HttpTalk} answers one request, {@link
 * dev.shoal.tracker.http.HttpTracker} carries requests on connections that it is given, {@link
 * dev.shoal.tracker.http.HttpLoop} takes very many on one thread.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.tracker.http;
