package dev.shoal.node.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Identity;
import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentitiesTest {
  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  private Identity find(boolean first, Optional<Identity.Kind> wanted) {
    return new Identities(StateFiles.in(folder, first), new SecureRandom(), warnings::add)
        .find(first, wanted);
  }

  private Path file() {
    return folder.resolve("identity");
  }

  @Test
  void itIsMadeOnceAndOnlyTheOwnerCanReadIt() throws IOException {
    Identity made = find(true, Optional.empty());
    assertThat(made.kind()).isEqualTo(Identity.Kind.RANDOM);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(find(true, Optional.empty()).id()).isEqualTo(made.id());
    assertThat(find(true, Optional.of(Identity.Kind.RANDOM)).id()).isEqualTo(made.id());
    assertThat(warnings).isEmpty();
  }

  @Test
  void theSecondProcessHasOneOfItsOwnThatNobodyKeeps() throws IOException {
    Identity first = find(true, Optional.empty());
    byte[] kept = Files.readAllBytes(file());
    assertThat(find(false, Optional.empty()).id()).isNotEqualTo(first.id());
    assertThat(file()).hasBinaryContent(kept);
  }

  @Test
  void anotherWayLaterIsAConflict() {
    Identity made = find(true, Optional.empty());
    assertThatThrownBy(() -> find(true, Optional.of(Identity.Kind.HARDWARE)))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.CONFLICT));
    assertThat(find(true, Optional.empty()).id()).isEqualTo(made.id());
  }

  @Test
  void whatIsDamagedIsSetAsideWithAWarningAndMadeAnew() throws IOException {
    Identity made = find(true, Optional.empty());
    byte[] forged = Files.readAllBytes(file());
    forged[30] ^= 1;
    Files.write(file(), forged);
    Identity fresh = find(true, Optional.empty());
    assertThat(fresh.id()).isNotEqualTo(made.id());
    assertThat(warnings).hasSize(1);
    assertThat(folder.resolve("identity.damaged")).hasBinaryContent(forged);
    assertThat(find(true, Optional.empty()).id()).isEqualTo(fresh.id());
    assertThat(warnings).hasSize(1);
  }

  @Test
  void theSerialNumberIsThatOfTheFirstDiskThatHasOne() throws IOException {
    Files.createDirectories(folder.resolve("loop0"));
    Files.createDirectories(folder.resolve("sda/device"));
    Files.createDirectories(folder.resolve("vda"));
    Files.writeString(folder.resolve("sda/device/serial"), "  \n");
    assertThat(Hardware.serial(folder)).isEmpty();
    Files.writeString(folder.resolve("vda/serial"), " AB-12 \n");
    assertThat(Hardware.serial(folder)).contains("AB-12");
    assertThat(Hardware.serial(folder.resolve("nowhere"))).isEmpty();
  }
}
