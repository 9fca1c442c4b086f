package dev.shoal.net.mapping;

import java.util.List;

/** What happens to a {@link MappingCore}. */
sealed interface MappingEvent {
  /** Time has passed. */
  record Tick() implements MappingEvent {}

  /** The gateway sent this from its port for PCP and NAT-PMP. */
  record Heard(byte[] datagram) implements MappingEvent {}

  /** The gateway has nobody at that port. */
  record NobodyThere() implements MappingEvent {}

  /** A router was found that opens ports by these services. */
  record Found(List<Control> services) implements MappingEvent {}

  /** To the last call. */
  record Replied(Soap.Answer answer) implements MappingEvent {}

  /** What was opened is to be closed. */
  record Close() implements MappingEvent {}
}
