package dev.shoal.lab;

import dev.shoal.simulator.Watcher;

/**
 * How a run stands, and how fast it is.
 *
 * @param perSecond events a second of real time, lately
 * @param millis of real time since it began
 */
record Moment(String scenario, Watcher.State state, double perSecond, long millis) {}
