package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.cli.plugin.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VariablesTest {
  private static final Console CONSOLE =
      new Console(System.out, System.err, Map.of(), false, () -> 80, Path.of(""), Clock.system());

  private static List<String> arguments(Map<String, String> environment, String... written) {
    var spec = new CommandLine(new GetCommand(CONSOLE)).getCommandSpec();
    return Variables.arguments(spec.options(), List.of(written), environment);
  }

  @Test
  void eachOptionHasAVariable() {
    assertThat(arguments(Map.of("SHOAL_PORT", "7000"), "link"))
        .containsExactly("--port", "7000", "link");
    assertThat(arguments(Map.of("SHOAL_QUIET", "true"))).containsExactly("--quiet");
    assertThat(arguments(Map.of("SHOAL_NO_DHT", "true"))).containsExactly("--no-dht");
    assertThat(arguments(Map.of("SHOAL_NO_PEX", "true"))).containsExactly("--no-pex");
  }

  @Test
  void aFlagIsOnlySetByYes() {
    assertThat(arguments(Map.of("SHOAL_JSON", "1"))).containsExactly("--json");
    assertThat(arguments(Map.of("SHOAL_JSON", "false"))).isEmpty();
    assertThat(arguments(Map.of("SHOAL_JSON", ""))).isEmpty();
  }

  @Test
  void commasAreBetweenSeveralValues() {
    assertThat(arguments(Map.of("SHOAL_PEER", "a:1, b:2")))
        .containsExactly("--peer", "a:1", "--peer", "b:2");
    assertThat(arguments(Map.of("SHOAL_SELECT", "1,3"))).containsExactly("--select", "1,3");
  }

  @Test
  void theCommandLineCountsMore() {
    Map<String, String> port = Map.of("SHOAL_PORT", "7000");
    assertThat(arguments(port, "--port", "1")).containsExactly("--port", "1");
    assertThat(arguments(port, "--port=1")).containsExactly("--port=1");
    assertThat(arguments(port, "--", "--port")).containsExactly("--port", "7000", "--", "--port");
    assertThat(arguments(Map.of("SHOAL_QUIET", "true"), "-q")).containsExactly("-q");
  }

  @Test
  void itCountsMoreThanWhatItExcludes() {
    assertThat(arguments(Map.of("SHOAL_RENAME", "true"), "--skip")).containsExactly("--skip");
  }
}
