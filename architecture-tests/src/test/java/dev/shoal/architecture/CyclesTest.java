package dev.shoal.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

/** Packages can be read one after the other, because none needs the one that needs it. */
class CyclesTest {
  @Test
  void noPackageNeedsOneThatNeedsIt() {
    slices()
        .matching("dev.shoal.(**)")
        .should()
        .beFreeOfCycles()
        .because("two packages that need each other are one package (law 5)")
        .check(Rooms.CLASSES);
  }
}
