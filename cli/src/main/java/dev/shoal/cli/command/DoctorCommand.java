package dev.shoal.cli.command;

import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.show.Columns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code shoal doctor}. */
@Command(
    name = "doctor",
    description = "Looks whether this machine is ready, without asking anybody else.")
final class DoctorCommand extends Verb {
  @Mixin private final PlaceOptions place = new PlaceOptions();

  DoctorCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    Path state = place.stateFolder(console);
    List<Checkup.Finding> findings = new ArrayList<>();
    findings.add(Checkup.java(Runtime.version().feature()));
    findings.add(Checkup.clock(console.clock().millis()));
    findings.add(Checkup.port());
    findings.add(Checkup.datagrams());
    findings.add(Checkup.addresses());
    findings.add(Checkup.stateFolder(state));
    findings.add(Checkup.space("state folder", state));
    findings.add(Checkup.space("this folder", console.folder()));
    findings.add(Checkup.fileNames());
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
