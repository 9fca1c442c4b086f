/**
 * A tour on this machine alone: one node shares a file, some get it and pass pieces on, and one
 * lies. All of them are ordinary nodes with sockets of their own on loopback; nothing is played,
 * and what is shown is what they report.
 *
 * <p>Read {@link dev.shoal.cli.demo.Stage}, which has the nodes; {@link dev.shoal.cli.demo.Tour},
 * which watches them; then what is made of it: {@link dev.shoal.cli.demo.Scene}, {@link
 * dev.shoal.cli.demo.Happening} and {@link dev.shoal.cli.demo.Figures} are values, and {@link
 * dev.shoal.cli.demo.DemoPicture} is a pure function of them.
 */
package dev.shoal.cli.demo;
