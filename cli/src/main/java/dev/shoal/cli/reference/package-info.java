/**
 * What is made of the model of the command line for others to read: manual pages, and completions
 * for a shell that picocli does not know. Pure.
 */
package dev.shoal.cli.reference;
