/** The broadcast file request: its messages, who answers, and when. Pure. */
package dev.shoal.lan.find;
