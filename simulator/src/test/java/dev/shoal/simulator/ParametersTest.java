package dev.shoal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ParametersTest {
  static final List<String> NETWORKS = Networks.NAMES;

  private final Parameters some =
      Parameters.of(
          List.of(new Parameter("nodes", "10", "how many"), new Parameter("loss", "0.5", "part")));

  @Test
  void aFileChangesWhatItNames() {
    Parameters told = some.with("# mine\n\nloss = 0.25  # a quarter\n");
    assertThat(told.fraction("loss", 0, 1)).isEqualTo(0.25);
    assertThat(told.count("nodes", 1, 100)).isEqualTo(10);
    assertThat(some.with(told.format()).values()).isEqualTo(told.values());
  }

  @Test
  void whatMakesNoSenseIsSaid() {
    assertThatThrownBy(() -> some.with("loss 0.25"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> some.with("lost = 1"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("lost");
    assertThatThrownBy(() -> some.with("nodes", "many").count("nodes", 1, 100))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("nodes is a whole number from 1 to 100, not \"many\"");
    assertThatThrownBy(() -> some.with("loss", "2").fraction("loss", 0, 1))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> some.with("loss", "NaN").fraction("loss", 0, 1))
        .isInstanceOf(Problem.class);
  }

  @ParameterizedTest
  @FieldSource("NETWORKS")
  void theNetworksByNameCanBeRead(String name) {
    Parameters told = Parameters.of(Networks.parameters()).with(Networks.preset(name));
    assertThat(told.fraction("network.loss", 0, 1)).isLessThan(0.2);
  }
}
