package dev.timonier.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.Durability;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.rocksdb.Libraries;
import dev.timonier.storage.rocksdb.RocksDbStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `-Dtimonier.crash.cycles=1000` makes the long form; `-Dtimonier.crash.seed=N` repeats a run.
class CrashTest {
  private static final int CYCLES = Integer.getInteger("timonier.crash.cycles", 30);
  private static final int MOST_COMMITS = 20_000;
  private static final Path SUMMARY = Path.of("target", "crash-summary.txt");
  private static final long SEED = Long.getLong("timonier.crash.seed", System.nanoTime());

  @TempDir Path directory;

  @Test
  void killedProcessLosesNothingThatItAcknowledged() throws Exception {
    var random = new Random(SEED);
    var tally = new Tally();
    var before = Revision.FIRST;
    for (var number = 1; number <= CYCLES; number++) {
      var cycle = new Cycle(before, reportsUntilKilled(1 + random.nextInt(MOST_COMMITS)));
      try (var store = reopened()) {
        var findings = cycle.findings(store);
        tally.add(cycle, findings);
        Files.writeString(SUMMARY, tally.summary() + "\n");
        assertThat(findings).as("cycle %d of seed %d", number, SEED).isEmpty();
        before = store.currentRevision();
      }
    }
  }

  @Test
  void lossesPhantomsAndHalvesAreFound() {
    try (var store = new MemoryStore(new ManualTime().context())) {
      store.commit(Acknowledgement.transaction(1, 1, Durability.FULL));
      store.commit(Acknowledgement.transaction(1, 2, Durability.FULL));
      store.commit(Acknowledgement.transaction(1, 3, Durability.FULL));
      store.commit(Acknowledgement.transaction(2, 1, Durability.FULL));
      store.commit(halfOf(2, 2));
      var acknowledged =
          List.of(
              new Acknowledgement(1, 1, new Revision(2)),
              new Acknowledgement(2, 2, new Revision(6)));

      assertThat(new Aftermath(store, new Revision(2), acknowledged).findings())
          .satisfiesExactlyInAnyOrder(
              lost -> assertThat(lost).startsWith("lost").contains("client=2"),
              half -> assertThat(half).startsWith("half: revision 6"),
              phantom -> assertThat(phantom).isEqualTo("phantom: client 1 was at 1, is at 3"));
      assertThat(new Aftermath(store, Revision.FIRST, List.of()).findings()).hasSize(1);
    }
  }

  @Test
  void watchersThatWereToldTooMuchOrMisledAreFound() {
    try (var store = new MemoryStore(new ManualTime().context())) {
      store.commit(Acknowledgement.transaction(1, 1, Durability.FULL));
      var reports =
          List.<Report>of(
              new Report.Told(1, new Revision(2)),
              new Report.Told(2, new Revision(3)),
              new Report.Misled(3, new Revision(2)));

      assertThat(new Cycle(Revision.FIRST, reports).findings(store))
          .containsExactly("lost: watcher 2 was told of 3, at 2", "misled: watcher 3 at 2");
    }
  }

  private static Transaction halfOf(int client, long number) {
    var whole = Acknowledgement.transaction(client, number, Durability.FULL);
    return new Transaction(whole.guards(), whole.mutations().subList(1, 2), whole.durability());
  }

  private RevisionedStore reopened() {
    return RocksDbStore.open(
        directory.resolve("store"), Libraries.options(), new ManualTime().context());
  }

  /// Kills the process after so many reports; returns those and the ones that were under way.
  private List<Report> reportsUntilKilled(int count) throws Exception {
    var process = start();
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      var reports = read(lines, count);
      assertThat(reports).as("the process ended by itself").hasSize(count);
      process.toHandle().destroyForcibly(); // which leaves what was written to be read
      reports.addAll(read(lines, Integer.MAX_VALUE));
      return reports;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static List<Report> read(BufferedReader lines, int most) {
    return new ArrayList<>(lines.lines().limit(most).map(Report::parse).toList());
  }

  private Process start() throws IOException {
    return new ProcessBuilder(command()).redirectError(Redirect.INHERIT).start();
  }

  private List<String> command() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(
            List.of(java, "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"),
            List.of("-cp", System.getProperty("java.class.path")),
            List.of(CommittingProcess.class.getName(), directory.resolve("store").toString()))
        .flatMap(List::stream)
        .toList();
  }
}
