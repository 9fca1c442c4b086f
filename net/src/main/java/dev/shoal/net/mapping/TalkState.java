package dev.shoal.net.mapping;

/** How far a conversation with a router has come. */
enum TalkState {
  /** It has not begun, or was left. */
  IDLE,
  /** Who can be asked is being looked for. */
  SEARCHING,
  /** There is somebody to ask. */
  FOUND,
  /** Something was asked and is not answered yet. */
  ASKING,
  /** The port is open. */
  GRANTED,
  /** It will not be opened this way. */
  FAILED
}
