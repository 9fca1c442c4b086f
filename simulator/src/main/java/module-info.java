/**
 * The cores of the other rooms at the size of the internet: the same code that runs on sockets, a
 * hundred thousand times in one process, on virtual time.
 *
 * <p>It decides nothing that a core decides, draws nothing, and knows no terminal: a {@link
 * dev.shoal.simulator.Scenario} runs and gives a {@link dev.shoal.simulator.report.Report}.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.simulator {
  requires static transitive org.jspecify;
  requires dev.shoal.announce;
  requires transitive dev.shoal.base;
  requires dev.shoal.bittorrent;
  requires dev.shoal.content;
  requires dev.shoal.host;
  requires dev.shoal.kademlia;
  requires dev.shoal.mainline;
  requires dev.shoal.net;
  requires dev.shoal.tracker;
  requires dev.shoal.world;

  exports dev.shoal.simulator;
  exports dev.shoal.simulator.report;

  uses dev.shoal.simulator.Scenario;

  provides dev.shoal.simulator.Scenario with
      dev.shoal.simulator.dht.LookupScenario,
      dev.shoal.simulator.dht.JoinScenario,
      dev.shoal.simulator.dht.ChurnScenario,
      dev.shoal.simulator.dht.AttackScenario,
      dev.shoal.simulator.swarm.SwarmScenario,
      dev.shoal.simulator.discovery.DiscoveryScenario,
      dev.shoal.simulator.broadcast.BroadcastScenario;
}
