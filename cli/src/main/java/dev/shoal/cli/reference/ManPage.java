package dev.shoal.cli.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page in the macros of {@code man(7)}. */
public final class ManPage {
  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /**
   * The page of a whole program.
   *
   * @param text what its help says
   */
  public static String of(CommandSpec program, String version, String text) {
    ManPage page = new ManPage();
    List<String> pages =
        program.subcommands().keySet().stream().map(word -> program.name() + "-" + word).toList();
    page.head(program.name(), version, "files from peer to peer");
    page.section("SYNOPSIS").line(".B " + program.name()).text("VERB [OPTIONS]");
    page.section("DESCRIPTION").example(text.lines().toList());
    page.common(pages);
    return page.page.toString();
  }

  /** The page of one verb of a program. */
  public static String ofVerb(String program, CommandSpec verb, String version) {
    String word = verb.name();
    ManPage page = new ManPage();
    String[] description = verb.usageMessage().description();
    String purpose = String.join(" ", description);
    page.head(program + "-" + word, version, purpose.replaceFirst("\\.$", ""));
    page.section("SYNOPSIS").line(".B " + escaped(program + " " + word)).text("[OPTIONS]");
    verb.positionalParameters().forEach(one -> page.text(one.paramLabel()));
    page.section("DESCRIPTION").text(purpose);
    page.section("OPTIONS");
    verb.positionalParameters().forEach(page::positional);
    verb.options().stream().filter(option -> !option.hidden()).forEach(page::option);
    List<String> examples =
        Arrays.stream(verb.usageMessage().footer())
            .filter(line -> line.startsWith(" "))
            .map(String::strip)
            .toList();
    if (!examples.isEmpty()) {
      page.section("EXAMPLES").example(examples);
    }
    page.common(List.of(program));
    return page.page.toString();
  }

  private void head(String name, String version, String purpose) {
    line(".TH " + quoted(name.toUpperCase(Locale.ROOT)) + " 1 \"\" " + quoted(version));
    section("NAME").escapedText(name + " \\- " + escaped(purpose));
  }

  private void common(List<String> others) {
    section("ENVIRONMENT");
    text("Each option has a variable: SHOAL_ and its name in capitals, SHOAL_NO_DHT=true.");
    section("EXIT STATUS");
    text(
        "0 done, 1 unexpected, 2 usage, 3 no peers in time, 4 refused, 5 declined, 6 network down,"
            + " 7 unfinished and can be resumed, 8 disk full or no permission, 9 something is in"
            + " the way, 10 verification failed or malformed input, 130 Ctrl-C, 143 TERM.");
    section("SEE ALSO");
    List<String> references = new ArrayList<>();
    others.forEach(other -> references.add("\\fB" + escaped(other) + "\\fR(1)"));
    escapedText(String.join(", ", references));
  }

  private void positional(PositionalParamSpec positional) {
    line(".TP").escapedText("\\fI" + escaped(positional.paramLabel()) + "\\fR");
    text(String.join(" ", positional.description()));
  }

  private void option(OptionSpec option) {
    List<String> names =
        Arrays.stream(option.names()).map(n -> "\\fB" + escaped(n) + "\\fR").toList();
    String value = option.arity().max() == 0 ? "" : " \\fI" + escaped(option.paramLabel()) + "\\fR";
    line(".TP").escapedText(String.join(", ", names) + value);
    text(String.join(" ", option.description()));
  }

  private ManPage section(String title) {
    return line(".SH " + quoted(title));
  }

  /** Lines that stay as they are. */
  private void example(List<String> lines) {
    line(".nf");
    lines.forEach(this::text);
    line(".fi");
  }

  private ManPage text(String text) {
    return escapedText(escaped(text));
  }

  private ManPage escapedText(String ready) {
    return line(ready.startsWith(".") ? "\\&" + ready : ready);
  }

  private ManPage line(String line) {
    page.append(line).append('\n');
    return this;
  }

  private static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "\\(dq") + '"';
  }

  /** Hyphens and quotes are what a person types, not what a typesetter makes of them. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("…", "\\&...");
  }
}
