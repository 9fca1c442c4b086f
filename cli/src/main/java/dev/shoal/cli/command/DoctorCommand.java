package dev.shoal.cli.command;

import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.show.Columns;
import dev.shoal.net.Binding;
import dev.shoal.node.NodeBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shoal doctor}. */
@Command(
    name = "doctor",
    description = {
      "Looks whether this machine is ready.",
      "Nobody is asked but the router next door, to open a port for a moment, and the trackers",
      "that are named; they are told of no torrent."
    },
    footer = {
      "",
      "Examples:",
      "  shoal doctor",
      "  shoal doctor --no-port-mapping",
      "  shoal doctor --tracker udp://tracker.example:6969/announce"
    })
final class DoctorCommand extends Verb {
  @Mixin private final PlaceOptions place = new PlaceOptions();

  @Mixin private final RouterOptions router = new RouterOptions();

  @Option(
      names = "--tracker",
      paramLabel = "URL",
      description = "whether this tracker answers; repeatable")
  private List<String> trackers = new ArrayList<>();

  DoctorCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws InterruptedException {
    List<URI> asked = trackers.stream().map(Urls::tracker).toList();
    Binding binding = place.binding();
    Path state = place.stateFolder(console);
    List<Checkup.Finding> findings = new ArrayList<>();
    findings.add(Checkup.java(Runtime.version().feature()));
    findings.add(Checkup.clock(console.clock().millis()));
    int port = place.port().orElse(NodeBuilder.DEFAULT_PORT);
    findings.add(Checkup.port(binding, port));
    findings.add(Checkup.datagrams());
    findings.add(Checkup.addresses());
    findings.add(Reachability.of(binding, port, router.allowed(), console.clock()));
    findings.add(Checkup.folder("the state folder", state, "--state"));
    findings.add(Checkup.folder("this folder", console.folder(), "--to"));
    findings.add(Checkup.space("state folder", state));
    findings.add(Checkup.space("this folder", console.folder()));
    findings.add(Checkup.fileNames());
    asked.forEach(tracker -> findings.add(Checkup.tracker(tracker, binding)));
    for (Checkup.Finding finding : findings) {
      console.out().println(output.json ? json(finding) : line(finding));
    }
    return findings.stream().anyMatch(finding -> finding.grade() == Checkup.Grade.BAD) ? 1 : 0;
  }

  private static String line(Checkup.Finding finding) {
    String hint = finding.hint().isEmpty() ? "" : "\n      try: " + finding.hint();
    String grade =
        switch (finding.grade()) {
          case OK -> "ok";
          case WARN -> "warn";
          case BAD -> "bad";
        };
    return Columns.pad(grade, 6) + finding.text() + hint;
  }

  private String json(Checkup.Finding finding) {
    return JsonLine.event("finding", console.clock().millis())
        .with("grade", finding.grade().name().toLowerCase(java.util.Locale.ROOT))
        .with("message", finding.text())
        .with("hint", finding.hint())
        .end();
  }
}
