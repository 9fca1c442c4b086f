/** The DHT at the edge: datagrams, timers, the state folder, and callers that wait. */
package dev.shoal.mainline;
