package dev.shoal.lan.find;

import dev.shoal.base.Hash;
import java.util.List;

/**
 * A message of the broadcast file request: one dictionary of bencode in one datagram. The request
 * goes to the group 239.192.83.72 and ff15::5348 at port 7463 of UDP, an answer to the asker alone.
 * Keys have one letter, as in KRPC (BEP 5).
 */
public sealed interface FindMessage {
  /** Bytes of a datagram: they fit into one packet of any link. */
  int MAX_LENGTH = 1200;

  /** Bytes of a number. */
  int NUMBER_LENGTH = 8;

  /** Words of a request; a person types fewer. */
  int MAX_WORDS = 8;

  /** Bytes of a word in UTF-8. */
  int MAX_WORD = 64;

  /** Contents of an answer. */
  int MAX_ITEMS = 8;

  /** Bytes of a name or path in UTF-8, as file systems have them; longer ones are cut. */
  int MAX_NAME = 255;

  /** The longest that an answer may say it was held back. */
  int MAX_HELD_MILLIS = 1000;

  /** What belongs a request and its answers together: 8 bytes by chance. */
  long number();

  /** Which of the times that the asker asked; 0 or 1. */
  int attempt();

  /**
   * Who has what by such a name? {@code {a: attempt, i: number, q: "find", w: [word]}}
   *
   * @param words 1 to {@link #MAX_WORDS}, each of 1 to {@link #MAX_WORD} bytes
   */
  record Request(long number, int attempt, List<String> words) implements FindMessage {
    public Request {
      words = List.copyOf(words);
    }
  }

  /**
   * I have these. {@code {a: attempt, d: milliseconds, f: [{h: hash, l: load, m: file, n: name, s:
   * size}], i: number, p: port, r: "have"}}
   *
   * @param heldMillis for how long it was held back, so that not all answer at once
   * @param port of TCP, where they are to be got
   * @param items 1 to {@link #MAX_ITEMS}
   */
  record Answer(long number, int attempt, int heldMillis, int port, List<Item> items)
      implements FindMessage {
    public Answer {
      items = List.copyOf(items);
    }
  }

  /**
   * A content.
   *
   * @param name of the file or folder
   * @param file the path of a file in it, if that is what matched; else empty
   * @param bytes of all of it
   * @param content its hash, of 20 or 32 bytes
   * @param load how many are getting it there now
   */
  record Item(String name, String file, long bytes, Hash content, int load) {}
}
