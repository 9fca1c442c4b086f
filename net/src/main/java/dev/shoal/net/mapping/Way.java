package dev.shoal.net.mapping;

/** A way to ask a router for a port, the one that says the most first. */
public enum Way {
  /** Port Control Protocol, RFC 6887. */
  PCP("PCP"),
  /** NAT Port Mapping Protocol, RFC 6886. */
  NAT_PMP("NAT-PMP"),
  /** The Internet Gateway Device of UPnP. */
  UPNP("UPnP");

  private final String word;

  Way(String word) {
    this.word = word;
  }

  /** As a person writes it. */
  @Override
  public String toString() {
    return word;
  }
}
