package dev.shoal.net.mapping;

import dev.shoal.base.Locator;
import dev.shoal.net.Nearness;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;

/** What came of asking for a port. */
public sealed interface Outcome {
  /**
   * A router has opened the port: it says so, and nobody has come through it yet.
   *
   * @param by how it was asked
   * @param router where it is on the local network
   * @param external where it takes connections from outside for this node
   * @param datagrams its port for UDP, if it opened that too
   */
  record Mapped(Way by, InetAddress router, Locator.Ip external, OptionalInt datagrams)
      implements Outcome {

    /** Whether its outer address is one of the internet, so that it is not behind another one. */
    public boolean isPublic() {
      return Nearness.of(external.address()) == Nearness.GLOBAL;
    }
  }

  /**
   * No router has opened it.
   *
   * @param why what each said that answered; empty if nobody did
   */
  record Refused(List<String> why) implements Outcome {
    public Refused {
      why = List.copyOf(why);
    }
  }

  /**
   * Nobody was asked.
   *
   * @param here why there was nobody to ask
   */
  record Unasked(Surroundings here) implements Outcome {}
}
