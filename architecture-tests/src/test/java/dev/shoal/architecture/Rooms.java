package dev.shoal.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/** The rooms of the house, floor by floor, and their compiled classes. */
final class Rooms {
  /** From the ground up: a room may use the floors below its own. */
  static final List<List<String>> FLOORS =
      List.of(
          List.of("base", "bencode", "content", "discovery", "kademlia"),
          List.of("net"),
          List.of("host"),
          List.of("announce", "bittorrent", "lan", "mainline"),
          List.of("tracker"),
          List.of("users", "redis"),
          List.of("node"),
          List.of("cli", "lab", "web"));

  /** Rooms that stand beside the house; only tests use them, and {@code lab} the simulator. */
  static final List<String> BESIDE = List.of("world", "testkit", "simulator");

  /** All production classes. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.shoal");

  private Rooms() {}

  /** The ArchUnit pattern of a room's packages. */
  static String packages(String room) {
    return "dev.shoal." + room + "..";
  }

  /** The ArchUnit patterns of the packages of these rooms. */
  static String[] packages(List<String> rooms) {
    return rooms.stream().map(Rooms::packages).toArray(String[]::new);
  }
}
