package dev.shoal.net.mapping;

/** What a {@link MappingCore} wants done. */
sealed interface MappingAction {
  /** Send this to the gateway's port for PCP and NAT-PMP. */
  record Send(byte[] datagram) implements MappingAction {}

  /** Ask on the local network for routers that speak UPnP. */
  record Search() implements MappingAction {}

  /** Ask a service; exactly one reply must follow, and there is one call at a time. */
  record Call(Control to, Soap.Request request) implements MappingAction {}

  /** How it stands now. */
  record Tell(Outcome outcome) implements MappingAction {}

  /** It is over: nothing is open any more, or nothing could be opened. */
  record Done() implements MappingAction {}
}
