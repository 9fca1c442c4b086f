/**
 * The simulator on the command line: {@code shoal simulate}. It finds scenarios, tells them what a
 * person wants, shows how a run goes on, and hands over what it showed: as text, as values for
 * programs, as a page. It simulates nothing itself.
 *
 * <p>{@code cli} finds it as a plug-in and does not know it. So this room, which needs {@code cli}
 * and all that is beside it, is also the one in which the program is put together: its build
 * collects the jars that {@code ./shoal} runs.
 *
 * <p>Read {@code SimulateCommand} first; then {@code Watching} and the three ways a result is told;
 * then {@link dev.shoal.lab.report.ReportPage}.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.lab {
  requires static transitive org.jspecify;
  requires dev.shoal.base;
  requires dev.shoal.cli;
  requires dev.shoal.simulator;
  requires info.picocli;
  requires tools.jackson.core;

  opens dev.shoal.lab to
      info.picocli;

  uses dev.shoal.simulator.Scenario;

  provides dev.shoal.cli.plugin.Plugin with
      dev.shoal.lab.SimulateVerb;
}
