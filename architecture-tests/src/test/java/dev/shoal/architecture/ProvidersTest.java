package dev.shoal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 9: what a module provides is found on the class path as well as on the module path. */
class ProvidersTest {
  private static final String DESCRIPTOR = "module-info.class";

  /** A module and where its files are, ending with a slash. */
  record Room(ModuleDescriptor descriptor, String location) {}

  static List<Room> rooms() throws IOException {
    List<Room> rooms = new ArrayList<>();
    for (var url :
        Collections.list(ProvidersTest.class.getClassLoader().getResources(DESCRIPTOR))) {
      try (InputStream in = url.openStream()) {
        ModuleDescriptor descriptor = ModuleDescriptor.read(in);
        if (descriptor.name().startsWith("dev.shoal.")) {
          String text = url.toString();
          rooms.add(new Room(descriptor, text.substring(0, text.length() - DESCRIPTOR.length())));
        }
      }
    }
    return rooms;
  }

  @Test
  void theRoomsAreFound() throws IOException {
    assertThat(rooms()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void whatIsProvidedIsRepeatedInMetaInf(Room room) throws IOException {
    for (Provides provides : room.descriptor().provides()) {
      URI file = URI.create(room.location() + "META-INF/services/" + provides.service());
      assertThat(linesOf(file))
          .as("META-INF/services repeats what %s provides", room.descriptor().name())
          .containsExactlyInAnyOrderElementsOf(provides.providers());
    }
  }

  private static List<String> linesOf(URI file) throws IOException {
    try (InputStream in = file.toURL().openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(String::strip).filter(Predicate.not(String::isEmpty)).toList();
    }
  }
}
