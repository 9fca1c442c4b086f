/** The edge of the room: a node on its local network. */
package dev.shoal.lan;
