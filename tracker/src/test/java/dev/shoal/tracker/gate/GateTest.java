package dev.shoal.tracker.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.PeerId;
import dev.shoal.base.Endpoint;
import dev.shoal.base.Hash;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome.Refused;
import dev.shoal.tracker.core.Outcome.Why;
import dev.shoal.tracker.users.User;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
  private static final String ONE = "0102030405060708090a0b0c0d0e0f1011121314";
  private static final String TWO = "ff02030405060708090a0b0c0d0e0f1011121314";
  private static final String PASSKEY = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;

  private static Gate gate(Gate.Lists lists, List<String> clients, Optional<Register> register) {
    return new Gate(lists, clients, register, 3, 1);
  }

  private static Gate gate(List<String> clients, Optional<Register> register) {
    return gate(new Gate.Lists(Optional.empty(), Optional.empty()), clients, register);
  }

  private static Endpoint at(String address) {
    return Endpoint.of(InetAddress.ofLiteral(address), 1000);
  }

  private static Announce announce(String hash, String address, Event event) {
    InfoHash torrent = InfoHash.of(Hash.ofHex(hash));
    return new Announce(torrent, at(address), false, event, 50, Announce.Families.OWN);
  }

  private static Optional<Refused> refuses(Gate gate, String hash, String address) {
    return gate.refuses(announce(hash, address, Event.NONE));
  }

  @Test
  void aDenialCarriesTheReasonOfTheList() throws IOException {
    Path deny = folder.resolve("deny");
    Files.writeString(deny, ONE + " # notice 7 of 2026-11-03\n198.51.100.0/24\n");
    Gate gate = gate(new Gate.Lists(Optional.empty(), Optional.of(deny)), List.of(), none());
    Refused refused = refuses(gate, ONE, "192.0.2.1").orElseThrow();
    assertThat(refused.why()).isEqualTo(Why.TORRENT);
    assertThat(refused.reason()).endsWith("notice 7 of 2026-11-03");
    assertThat(refused.reply().toString()).as("BEP 31").contains("Never");
    assertThat(refuses(gate, TWO, "198.51.100.9")).contains(new Refused(Why.ADDRESS));
    assertThat(refuses(gate, TWO, "192.0.2.1")).isEmpty();
    assertThat(gate.serves(InfoHash.of(Hash.ofHex(ONE)))).isFalse();
    Files.writeString(deny, "");
    assertThat(gate.readLists()).isTrue();
    assertThat(gate.readLists()).isFalse();
    assertThat(refuses(gate, ONE, "198.51.100.9")).isEmpty();
  }

  private static Optional<Register> none() {
    return Optional.empty();
  }

  @Test
  void onlyWhatIsAllowedOfTheKindsThatAreNamed() throws IOException {
    Path allow = folder.resolve("allow");
    Files.writeString(allow, ONE + "\n");
    Gate gate = gate(new Gate.Lists(Optional.of(allow), Optional.empty()), List.of(), none());
    assertThat(refuses(gate, ONE, "192.0.2.1")).isEmpty();
    assertThat(refuses(gate, TWO, "192.0.2.1")).contains(new Refused(Why.TORRENT));
    Files.writeString(allow, "2001:db8::/32 # ours\n");
    assertThat(gate.readLists()).isTrue();
    assertThat(refuses(gate, TWO, "2001:db8::7")).isEmpty();
    assertThat(refuses(gate, TWO, "192.0.2.1")).contains(new Refused(Why.ADDRESS));
    Files.writeString(allow, "# nothing yet\n");
    assertThat(gate.readLists()).isTrue();
    assertThat(refuses(gate, TWO, "192.0.2.1")).as("an empty list").isPresent();
  }

  private static Credentials credentials(String client, Optional<String> passkey) {
    byte[] id = (client + "x".repeat(20)).substring(0, 20).getBytes(StandardCharsets.US_ASCII);
    return new Credentials(PeerId.of(id), passkey, 0, 0);
  }

  @Test
  void clientsAreKnownByTheBeginningOfTheirId() {
    Gate gate = gate(List.of("-SH", "qB4", "M7"), none());
    assertThat(gate.wantsCredentials()).isTrue();
    assertThat(gate.refuses(credentials("-SH0100-", Optional.empty()))).isEmpty();
    assertThat(gate.refuses(credentials("-qB4520-", Optional.empty()))).isEmpty();
    assertThat(gate.refuses(credentials("M7-1-2-", Optional.empty()))).isEmpty();
    assertThat(gate.refuses(credentials("-qB3000-", Optional.empty())))
        .contains(new Refused(Why.CLIENT));
  }

  @Test
  void aPasskeyIsGoodAsLongAsItsUserIsThere() {
    FakeUsers users = new FakeUsers();
    Register register = new Register(users, 100);
    Gate gate = gate(List.of(), Optional.of(register));
    Credentials alice = credentials("-XX", Optional.of(PASSKEY));
    assertThat(gate.refuses(alice)).contains(new Refused(Why.PASSKEY));
    users.add("alice");
    register.keepHouse();
    assertThat(gate.refuses(alice)).isEmpty();
    assertThat(gate.refuses(credentials("-XX", Optional.empty()))).isPresent();
    assertThat(users.remove("alice")).isPresent();
    register.keepHouse();
    assertThat(gate.refuses(alice)).isPresent();
  }

  @Test
  void whatAUserMovedIsCountedFromAnnounceToAnnounce() {
    FakeUsers users = new FakeUsers();
    users.add("alice");
    Register register = new Register(users, 100);
    Gate gate = gate(List.of(), Optional.of(register));
    for (long[] told : new long[][] {{0, 0}, {10, 5}, {30, 5}, {20, 9}, {25, 9}}) {
      Event event = told[0] == 0 ? Event.STARTED : Event.NONE;
      PeerId id = PeerId.of(new byte[PeerId.LENGTH]);
      gate.served(
          announce(ONE, "192.0.2.1", event),
          new Credentials(id, Optional.of(PASSKEY), told[0], told[1]));
    }
    gate.served(
        announce(TWO, "192.0.2.1", Event.NONE), // of a start that this tracker did not hear of
        new Credentials(PeerId.of(new byte[20]), Optional.of(PASSKEY), 1000, 1000));
    register.write();
    register.write();
    assertThat(users.moved).containsExactly(new User.Moved(1, 10 + 20 + 0 + 5, 9));
  }

  @Test
  void anAddressMayAskSoOftenInTenSeconds() {
    Gate gate = gate(List.of(), none());
    long now = Long.MAX_VALUE - 5;
    for (int i = 0; i < 3; i++) {
      assertThat(gate.admits(at("192.0.2.1"), now)).isTrue();
      assertThat(gate.admits(at("2001:db8::" + i), now)).isTrue();
    }
    assertThat(gate.admits(at("192.0.2.1"), now)).isFalse();
    assertThat(gate.admits(at("2001:db8::9"), now)).as("one network").isFalse();
    assertThat(gate.admits(at("192.0.2.2"), now)).isTrue();
    assertThat(gate.admits(at("192.0.2.1"), now + Duration.ofSeconds(10).toNanos())).isTrue();
  }
}
