package dev.shoal.mainline.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who takes recursive lookups, as it said in an answer, and by which permit. For one thread. */
final class Permits {
  /** More than a table has contacts. */
  private static final int MOST = 512;

  private final Map<Locator.Ip, byte[]> given = new LinkedHashMap<>(); // the oldest first

  /** It gave one, as it does with most answers. */
  void given(Locator.Ip by, byte[] permit) {
    given.remove(by);
    given.put(by, permit);
    if (given.size() > MOST) {
      given.remove(given.keySet().iterator().next());
    }
  }

  Optional<byte[]> of(Contact contact) {
    return Optional.ofNullable(given.get(contact.locator()));
  }
}
