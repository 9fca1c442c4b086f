/** Local Service Discovery (BEP 14): its message, and when it is said. Pure. */
package dev.shoal.lan.lsd;
