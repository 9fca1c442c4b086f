package dev.shoal.tracker;

import dev.shoal.announce.Scrape;
import dev.shoal.announce.TrackerReply;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The peers of one torrent, in four crowds: leechers and seeds, IPv4 and IPv6. */
final class Swarm {
  final Hash infoHash;
  int completed;

  private final Map<Locator.Ip, Member> members = new HashMap<>();
  private final List<Crowd> crowds = List.of(new Crowd(), new Crowd(), new Crowd(), new Crowd());

  Swarm(Hash infoHash) {
    this.infoHash = infoHash;
  }

  int size() {
    return members.size();
  }

  Optional<Member> member(Locator.Ip locator) {
    return Optional.ofNullable(members.get(locator));
  }

  void add(Member member) {
    members.put(member.locator, member);
    crowdOf(member).enter(member);
  }

  void remove(Member member) {
    members.remove(member.locator);
    crowdOf(member).leave(member);
  }

  void setSeed(Member member, boolean seed) {
    crowdOf(member).leave(member);
    member.seed = seed;
    crowdOf(member).enter(member);
  }

  Scrape scrape() {
    int seeds = crowd(false, true).size() + crowd(true, true).size();
    return new Scrape(seeds, completed, size() - seeds);
  }

  /**
   * Some members of one family, by chance, the asker never. A seed hears of leechers first and then
   * of seeds all the same: some clients say that nothing is left before they know what there is.
   */
  List<TrackerReply.Peer> some(Member asker, boolean v6, int count, RandomGenerator random) {
    Crowd leechers = crowd(v6, false);
    Crowd seeds = crowd(v6, true);
    List<TrackerReply.Peer> chosen = new ArrayList<>(Math.min(count, size()));
    if (asker.seed) {
      chosen.addAll(some(asker, List.of(leechers), count, random));
      chosen.addAll(some(asker, List.of(seeds), count - chosen.size(), random));
    } else {
      chosen.addAll(some(asker, List.of(leechers, seeds), count, random));
    }
    return chosen;
  }

  private List<TrackerReply.Peer> some(
      Member asker, List<Crowd> from, int count, RandomGenerator random) {
    int all = 0;
    int asking = Integer.MAX_VALUE; // the asker's number among all, if it is there
    for (Crowd crowd : from) {
      if (crowd == crowdOf(asker)) {
        asking = all + asker.place;
      }
      all += crowd.size();
    }
    int others = asking < all ? all - 1 : all;
    List<TrackerReply.Peer> chosen = new ArrayList<>(Math.min(count, others));
    for (int number : Sample.of(others, count, random)) {
      chosen.add(at(from, number < asking ? number : number + 1).peer());
    }
    return chosen;
  }

  private static Member at(List<Crowd> crowds, int number) {
    int rest = number;
    for (Crowd crowd : crowds) {
      if (rest < crowd.size()) {
        return crowd.at(rest);
      }
      rest -= crowd.size();
    }
    throw new IndexOutOfBoundsException(number);
  }

  private Crowd crowdOf(Member member) {
    return crowd(member.isV6(), member.seed);
  }

  private Crowd crowd(boolean v6, boolean seed) {
    return crowds.get((v6 ? 2 : 0) + (seed ? 1 : 0));
  }
}
