package dev.shoal.tracker;

import java.util.ArrayList;
import java.util.List;

/** Members in no order, each of which knows its place. */
final class Crowd {
  private final List<Member> members = new ArrayList<>();

  int size() {
    return members.size();
  }

  Member at(int place) {
    return members.get(place);
  }

  void enter(Member member) {
    member.place = members.size();
    members.add(member);
  }

  /** The last one takes the place that becomes free. */
  void leave(Member member) {
    Member last = members.removeLast();
    if (last != member) {
      members.set(member.place, last);
      last.place = member.place;
    }
  }
}
