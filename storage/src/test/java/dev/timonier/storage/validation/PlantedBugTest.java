package dev.timonier.storage.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.Watcher;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.memory.MemoryStore;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A check that cannot fail proves nothing: each finds the bug that it is there for.
class PlantedBugTest {
  /// @param name the check that must find it
  private record Bug(String name, String what, UnaryOperator<RevisionedStore> planting) {
    @Override
    public String toString() {
      return what + " is not " + name;
    }
  }

  private static Stream<Bug> bugs() {
    return Stream.of(
        watcher("reliable", "a dropped event", FlawedWatchers::dropping),
        watcher("unique", "a doubled event", FlawedWatchers::doubling),
        watcher("ordered", "a reordered event", FlawedWatchers::reordering),
        watcher("atomic", "a split transaction", FlawedWatchers::splitting),
        watcher("bookmarkable", "early progress", FlawedWatchers::hurrying),
        new Bug("resumable", "a late start", store -> FlawedStores.startingWatches(store, 1)),
        new Bug("resumable", "an early start", store -> FlawedStores.startingWatches(store, -1)),
        new Bug("linearizable", "a stale read", FlawedStores::readingStale),
        new Bug("serial", "an ignored guard", FlawedStores::ignoringGuards));
  }

  private static Bug watcher(String name, String what, UnaryOperator<Watcher> spoiling) {
    return new Bug(name, what, store -> FlawedStores.telling(store, spoiling));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void plantedBugIsFoundByTheCheckThatIsNamedForIt(Bug bug) throws Exception {
    try (var store = bug.planting().apply(new MemoryStore(new ManualTime().context()))) {
      assertThat(Validator.findings(new Session(store, 4, 1_000, 7).run())).containsKey(bug.name());
    }
  }
}
