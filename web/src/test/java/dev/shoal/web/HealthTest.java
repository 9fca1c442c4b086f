package dev.shoal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {
  @Test
  void aTrackerThatAnswersIsUp() {
    assertThat(Health.of(SampleFigures.busy(), SampleFigures.NOW))
        .isEqualTo(
            "{\"status\":\"up\",\"store\":\"there\",\"version\":\"0.1.0\",\"uptime\":277200,"
                + "\"torrents\":31877,\"peers\":322663}\n");
  }

  @Test
  void soIsOneWhoseStoreIsAway() {
    assertThat(Health.of(SampleFigures.stressed(), SampleFigures.NOW))
        .startsWith("{\"status\":\"up\",\"store\":\"away\",\"version\":\"0.1.0<b>\"");
  }
}
