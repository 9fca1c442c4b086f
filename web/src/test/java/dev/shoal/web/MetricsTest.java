package dev.shoal.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.tracker.TrackerFigures;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{[^}]*})?) (\\S+)");

  private final Metrics metrics = new Metrics(SampleFigures.empty());

  @AfterEach
  void end() {
    metrics.close();
  }

  /** All samples of a text, which must be nothing but samples and comments. */
  static Map<String, Double> read(String text) {
    Map<String, Double> samples = new HashMap<>();
    for (String line : text.lines().toList()) {
      if (!line.startsWith("#")) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        samples.put(sample.group(1), Double.valueOf(sample.group(2)));
      }
    }
    return samples;
  }

  @Test
  void eachFigureIsThere() {
    TrackerFigures busy = SampleFigures.busy();
    assertThat(read(metrics.text(busy)))
        .containsEntry("shoal_tracker_torrents", (double) busy.torrents())
        .containsEntry(
            "shoal_tracker_peers{family=\"ipv4\",kind=\"seed\"}", (double) busy.seedsV4())
        .containsEntry(
            "shoal_tracker_peers{family=\"ipv6\",kind=\"leecher\"}", (double) busy.leechersV6())
        .containsEntry("shoal_tracker_peers_limit", 1e6)
        .containsEntry("shoal_tracker_announces_total{protocol=\"udp\"}", 58_213_901.0)
        .containsEntry("shoal_tracker_announces_total{protocol=\"https\"}", 377_101.0)
        .containsEntry("shoal_tracker_scrapes_total{protocol=\"http\"}", 96_004.0)
        .containsEntry("shoal_tracker_connects_total{protocol=\"udp\"}", 61_204_113.0)
        .containsEntry("shoal_tracker_dropped_total{protocol=\"http\"}", 10_377.0)
        .containsEntry("shoal_tracker_refused_total{reason=\"torrent\"}", 48_112.0)
        .containsEntry("shoal_tracker_completed_total", 96_540.0)
        .containsEntry("shoal_tracker_interval_seconds", 1_800.0)
        .containsEntry("shoal_tracker_store_up", 1.0)
        .containsEntry("shoal_tracker_saved_timestamp_seconds", busy.saved().toEpochMilli() / 1e3)
        .containsEntry("shoal_tracker_start_time_seconds", busy.since().toEpochMilli() / 1e3)
        .containsEntry("shoal_tracker_info{version=\"0.1.0\"}", 1.0);
  }

  @Test
  void theJvmIsThereToo() {
    assertThat(read(metrics.text(SampleFigures.busy())).keySet())
        .contains("jvm_threads_live_threads", "process_cpu_usage", "process_uptime_seconds")
        .anyMatch(name -> name.startsWith("jvm_memory_used_bytes{"))
        .anyMatch(name -> name.startsWith("jvm_gc_"))
        .contains("process_files_open_files");
  }

  @Test
  void aStoreThatIsAwayIsDownAndNoneIsNotThere() {
    assertThat(read(metrics.text(SampleFigures.empty())))
        .doesNotContainKey("shoal_tracker_store_up");
    assertThat(read(metrics.text(SampleFigures.stressed())))
        .containsEntry("shoal_tracker_store_up", 0.0);
  }

  @Test
  void countersGoUp() {
    metrics.text(SampleFigures.empty());
    assertThat(read(metrics.text(SampleFigures.busy())))
        .containsEntry("shoal_tracker_announces_total{protocol=\"http\"}", 8_817_220.0);
  }

  @Test
  void eachMetricSaysWhatItIs() {
    Set<String> helped = new HashSet<>();
    List<String> lines = metrics.text(SampleFigures.busy()).lines().toList();
    lines.stream()
        .filter(line -> line.matches("# HELP \\S+ \\S.*"))
        .forEach(line -> helped.add(line.split(" ", -1)[2]));
    assertThat(helped).isNotEmpty();
    assertThat(
            lines.stream()
                .filter(line -> line.startsWith("shoal_"))
                .map(line -> line.replaceFirst("[{ ].*", "")))
        .isNotEmpty()
        .allMatch(helped::contains);
  }
}
