package dev.shoal.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A room uses rooms on lower floors only, and on its own floor only where the plan says so. */
class ArrowsTest {
  private static final Map<String, List<String>> ON_THE_SAME_FLOOR =
      Map.of(
          "bencode", List.of("base"),
          "content", List.of("base"),
          "discovery", List.of("base"),
          "kademlia", List.of("base"),
          "bittorrent", List.of("announce"),
          "lab", List.of("cli", "simulator"),
          "web", List.of("cli"));

  static Stream<Arguments> roomsAndWhatTheyMustNotUse() {
    List<Arguments> rows = new ArrayList<>();
    for (int floor = 0; floor < Rooms.FLOORS.size(); floor++) {
      for (String room : Rooms.FLOORS.get(floor)) {
        List<String> forbidden = new ArrayList<>(Rooms.BESIDE);
        Rooms.FLOORS.subList(floor, Rooms.FLOORS.size()).forEach(forbidden::addAll);
        forbidden.remove(room);
        forbidden.removeAll(ON_THE_SAME_FLOOR.getOrDefault(room, List.of()));
        rows.add(Arguments.of(room, forbidden));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("roomsAndWhatTheyMustNotUse")
  void aRoomUsesLowerFloorsOnly(String room, List<String> forbidden) {
    noArrow(room, "a room uses lower floors only (docs/architecture.md)", forbidden);
  }

  @Test
  void theNodeImportsNoSingleNetwork() {
    noArrow(
        "node",
        "the node knows Protocol, never a protocol, so that one can be left out",
        List.of("announce", "bittorrent", "lan", "mainline", "tracker"));
  }

  @Test
  void theCommandLineSpeaksToTheNode() {
    noArrow(
        "cli",
        "of the networks the command line needs metainfo alone, for create, show and check",
        List.of(
            "announce",
            "lan",
            "mainline",
            "bittorrent.wire",
            "bittorrent.handshake",
            "bittorrent.encryption",
            "bittorrent.piece",
            "bittorrent.choke",
            "bittorrent.extension",
            "bittorrent.swarm",
            "bittorrent.peer",
            "bittorrent.session"));
  }

  @Test
  void theLabReachesTheSimulatorAndShows() {
    noArrow(
        "lab",
        "the lab simulates nothing itself: what it knows of a run stands in a report",
        List.of("bencode", "content", "discovery", "kademlia", "net", "host", "announce"));
    noArrow(
        "lab",
        "a simulated node is the simulator's business",
        List.of("bittorrent", "lan", "mainline", "tracker", "node", "world"));
  }

  @Test
  void thePagesKnowTheTrackersFiguresAlone() {
    noArrow(
        "web",
        "a page shows figures; what they count is the tracker's business",
        List.of("bencode", "content", "discovery", "kademlia", "net", "host", "announce"));
    noArrow(
        "web",
        "a page is a plug-in of the command line and sees nothing else of it",
        List.of(
            "bittorrent",
            "lan",
            "mainline",
            "node",
            "cli.command",
            "cli.report",
            "cli.show",
            "tracker.core",
            "tracker.shared",
            "tracker.users"));
  }

  @Test
  void theWorldKnowsNoNetwork() {
    noArrow(
        "world",
        "the simulated world carries any protocol",
        List.of("announce", "bittorrent", "tracker", "node", "cli", "testkit"));
  }

  private static void noArrow(String room, String reason, List<String> forbidden) {
    noClasses()
        .that()
        .resideInAPackage(Rooms.packages(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Rooms.packages(forbidden))
        .because(reason)
        .allowEmptyShould(true)
        .check(Rooms.CLASSES);
  }
}
