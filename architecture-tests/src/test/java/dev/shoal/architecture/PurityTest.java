package dev.shoal.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.ConstructorCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Law 1: a core gets events and the time, and gives decisions; nothing else goes in or out. */
class PurityTest {
  private static final String REASON =
      "a core is pure (law 1): the time comes in as nanos, chance from a generator given from"
          + " outside, and decisions go out as values; otherwise it cannot be simulated";

  private static final Pattern PURE_PACKAGES =
      Pattern.compile(
          "dev\\.shoal\\.(bencode|discovery|kademlia"
              + "|mainline\\.(krpc|store|dht)"
              + "|lan\\.(lsd|find)"
              + "|tracker\\.core"
              + "|bittorrent\\.(metainfo|wire|handshake|encryption|piece|choke|extension|trust))"
              + "(\\..*)?");

  /** Cores that share a package with their edge are known by their names. */
  private static final Pattern PURE_NAMES =
      Pattern.compile(
          ".*(Core|Codec|Schedule)"
              + "|(Layout|FileEntry|Selection|SafeNames|Availability|PiecePicker|Choker"
              + "|EventQueue)"
              + "|(Pcp|NatPmp|Epoch|GatewayTalk|UpnpTalk|Ssdp|DeviceDescription|Soap|Xml|Routes)");

  private static final DescribedPredicate<JavaClass> PURE =
      describe(
          "are cores",
          type -> {
            JavaClass outer = type;
            while (outer.getEnclosingClass().isPresent()) {
              outer = outer.getEnclosingClass().get();
            }
            return PURE_PACKAGES.matcher(outer.getPackageName()).matches()
                || PURE_NAMES.matcher(outer.getSimpleName()).matches();
          });

  private static final Set<String> EDGE_TYPES =
      Set.of(
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.lang.System$Logger",
          "java.lang.ProcessBuilder",
          "java.net.Socket",
          "java.net.ServerSocket",
          "java.net.DatagramSocket",
          "java.net.MulticastSocket",
          "java.net.NetworkInterface",
          "java.net.URL",
          "java.net.URLConnection",
          "java.nio.file.Files",
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.RandomAccessFile",
          "java.security.SecureRandom",
          "java.util.Timer",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.concurrent.Executor",
          "java.util.concurrent.ExecutorService",
          "java.util.concurrent.Executors");

  private static final List<String> EDGE_PACKAGES =
      List.of("java.nio.channels", "java.util.concurrent.locks", "java.util.logging");

  private static final Set<String> CLOCK_AND_CHANCE =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.getLogger",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.net.InetAddress.getByName",
          "java.net.InetAddress.getAllByName",
          "java.net.InetAddress.getLocalHost",
          "dev.shoal.base.Clock.system");

  @Test
  void aCoreTouchesNoThreadSocketOrFile() {
    noClasses()
        .that(PURE)
        .should()
        .dependOnClassesThat(
            describe(
                "are threads, sockets, files or loggers",
                type ->
                    EDGE_TYPES.contains(type.getName())
                        || EDGE_PACKAGES.contains(type.getPackageName())))
        .because(REASON)
        .check(Rooms.CLASSES);
  }

  @Test
  void aCoreAsksNoClockAndNoChanceOfItsOwn() {
    noClasses()
        .that(PURE)
        .should()
        .accessTargetWhere(describe("ask a clock or chance", PurityTest::asksClockOrChance))
        .because(REASON)
        .check(Rooms.CLASSES);
  }

  private static boolean asksClockOrChance(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    boolean unseeded =
        owner.equals("java.util.Random")
            && access.getTarget() instanceof ConstructorCallTarget made
            && made.getRawParameterTypes().isEmpty();
    return unseeded
        || CLOCK_AND_CHANCE.contains(owner + "." + name)
        || (owner.startsWith("java.time.") && name.equals("now"));
  }

  @Test
  void aCoreHasNoStaticStateThatChanges() {
    fields()
        .that()
        .areDeclaredInClassesThat(PURE)
        .and()
        .areStatic()
        .should()
        .beFinal()
        .andShould()
        .notHaveRawType(
            describe(
                "a mutable collection or atomic",
                type ->
                    type.getPackageName().startsWith("java.util.concurrent")
                        || type.getName()
                            .matches("java\\.util\\.(\\w*(Hash|Array|Tree|Linked)\\w*)")))
        .because(REASON)
        .allowEmptyShould(true)
        .check(Rooms.CLASSES);
  }
}
