package dev.timonier.storage.model;

import dev.timonier.storage.model.Action.Change;
import dev.timonier.storage.model.Action.Condition;
import dev.timonier.storage.model.Action.GuardOn;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Makes random actions.
public final class Actions {
  private Actions() {}

  /// Of every kind.
  public static Arbitrary<List<Action>> sequences() {
    return Arbitraries.frequencyOf(
            Tuple.of(12, commits()),
            Tuple.of(5, looks()),
            Tuple.of(1, number(30).map(Action.Compact::new)),
            Tuple.of(1, number(20).map(seconds -> new Action.Grant(ttl(seconds)))),
            Tuple.of(1, number(5).map(Action.Renew::new)),
            Tuple.of(1, number(5).map(Action.Revoke::new)),
            Tuple.of(1, number(9).map(seconds -> new Action.Pass(Duration.ofSeconds(seconds)))),
            Tuple.of(1, Arbitraries.just(new Action.Reopen())))
        .list()
        .ofMinSize(10)
        .ofMaxSize(60);
  }

  /// Those that have nothing to do with time.
  public static Arbitrary<List<Action>> timeless() {
    return sequences().map(actions -> actions.stream().filter(Actions::isTimeless).toList());
  }

  private static boolean isTimeless(Action action) {
    return switch (action) {
      case Action.Commit _, Action.Look _, Action.Compact _ -> true;
      case Action.Grant _, Action.Renew _, Action.Revoke _, Action.Pass _, Action.Reopen _ -> false;
    };
  }

  private static Arbitrary<Action> commits() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(List.<GuardOn>of())), Tuple.of(1, guards())),
            changes().list().uniqueElements(Change::key).ofMaxSize(3))
        .as(Action.Commit::new);
  }

  private static Arbitrary<List<GuardOn>> guards() {
    return Combinators.combine(keys(), Arbitraries.of(Condition.class))
        .as(GuardOn::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(2);
  }

  private static Arbitrary<Change> changes() {
    var puts =
        Combinators.combine(keys(), number(99), number(5))
            .as((key, value, lease) -> new Change.Put(key, "" + value, Math.max(0, lease - 3)));
    return Arbitraries.frequencyOf(Tuple.of(3, puts), Tuple.of(1, keys().map(Change.Delete::new)));
  }

  private static Arbitrary<Action> looks() {
    return Combinators.combine(number(40), number(9))
        .as((back, limit) -> new Action.Look(back, limit + 1));
  }

  private static Arbitrary<String> keys() {
    return Arbitraries.of(Subject.KEYS);
  }

  private static Arbitrary<Integer> number(int most) {
    return Arbitraries.integers().between(0, most);
  }

  private static Duration ttl(int seconds) {
    return Duration.ofSeconds(1 + seconds);
  }
}
