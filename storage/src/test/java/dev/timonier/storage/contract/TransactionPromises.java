package dev.timonier.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.storage.Durability;
import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Transactions: guarded, all or nothing.
interface TransactionPromises extends StoreFixture {
  @Test
  default void allChangesOfATransactionHaveOneRevision() {
    commit(put("b", "old"));
    var revision = commit(put("a", "1"), put("b", "2"), put("c", "3"));

    assertThat(List.of(present("a"), present("b"), present("c")))
        .extracting(KeyValue::modified)
        .containsOnly(revision);
  }

  @Test
  default void absenceGuardHoldsOnlyWithoutTheKey() {
    committed(commit(new Guard.Absent(key("a")), put("a", "1")));
    refused(commit(new Guard.Absent(key("a")), put("a", "2")));
    assertThat(value("a")).contains("1");

    commit(delete("a"));
    committed(commit(new Guard.Absent(key("a")), put("a", "3")));
  }

  /// However long ago that was, and whatever has happened since.
  @Test
  default void absenceThatTheCallerHasSeenIsNotTakenForGranted() {
    var seen = commit(put("b", "1"));
    committed(commit(new Guard.Absent(key("a"), seen), put("a", "1")));
    refused(commit(new Guard.Absent(key("a"), seen), put("a", "2")));

    for (var i = 0; i < 15; i++) {
      commit(IntStream.range(0, 100).mapToObj(n -> put("b" + n, "more")).toArray(Mutation[]::new));
    }
    refused(commit(new Guard.Absent(key("a"), seen), put("a", "3")));
    committed(commit(new Guard.Absent(key("c"), seen), put("c", "1")));
    assertThat(value("a")).contains("1");
  }

  @Test
  default void modificationGuardHoldsOnlyAtThatRevision() {
    var first = commit(put("a", "1"));
    var second = committed(commit(new Guard.Modified(key("a"), first), put("a", "2")));

    refused(commit(new Guard.Modified(key("a"), first), put("a", "3")));
    refused(commit(new Guard.Modified(key("absent"), first), put("a", "3")));
    committed(commit(new Guard.Modified(key("a"), second), delete("a")));
    assertThat(value("a")).isEmpty();
  }

  @Test
  default void versionGuardHoldsOnlyAtThatVersion() {
    commit(put("a", "1"));
    commit(put("a", "2"));

    refused(commit(new Guard.Version(key("a"), 1), put("a", "3")));
    refused(commit(new Guard.Version(key("absent"), 1), put("a", "3")));
    committed(commit(new Guard.Version(key("a"), 2), put("a", "3")));
  }

  @Test
  default void refusalReturnsThePresentVersionsInTheOrderOfTheGuards() {
    commit(put("a", "1"));
    var revision = commit(put("b", "2"));
    List<Guard> guards =
        List.of(
            new Guard.Modified(key("b"), revision),
            new Guard.Absent(key("c")),
            new Guard.Absent(key("a")));

    var refused =
        refused(store().commit(new Transaction(guards, List.of(put("d", "3")), Durability.FULL)));

    assertThat(refused.revision()).isEqualTo(revision);
    assertThat(refused.present())
        .extracting(found -> found.map(StoreFixture::text))
        .containsExactly(Optional.of("2"), Optional.empty(), Optional.of("1"));
  }

  @Test
  default void refusedTransactionChangesNothing() {
    var revision = commit(put("a", "1"));
    refused(commit(new Guard.Absent(key("a")), put("a", "2"), put("b", "2"), delete("c")));

    assertThat(store().currentRevision()).isEqualTo(revision);
    assertThat(value("a")).contains("1");
    assertThat(value("b")).isEmpty();
  }

  @Test
  default void guardsOfOneTransactionSeeTheStateBeforeIt() {
    committed(commit(new Guard.Absent(key("a")), put("a", "1"), put("b", "1")));
    List<Guard> guards = List.of(new Guard.Version(key("a"), 1), new Guard.Version(key("b"), 1));

    committed(
        store()
            .commit(new Transaction(guards, List.of(put("a", "2"), delete("b")), Durability.FULL)));
    assertThat(value("a")).contains("2");
    assertThat(value("b")).isEmpty();
  }

  @Test
  default void ofManyRacingReplacementsExactlyOneWins() throws Exception {
    var first = commit(put("a", "start"));
    var racers =
        IntStream.range(0, 32)
            .<Callable<Boolean>>mapToObj(
                racer ->
                    () ->
                        store().commit(Transaction.replace(key("a"), first, new byte[racer]))
                            instanceof dev.timonier.storage.CommitResult.Committed)
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var winners = 0;
      for (var racer : threads.invokeAll(racers)) {
        winners += racer.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    }
  }

  @Test
  default void relaxedTransactionsKeepTheirOrderAmongOthers() {
    var relaxed =
        committed(store().commit(Transaction.unguarded(put("a", "1")).with(Durability.RELAXED)));
    var full = commit(put("a", "2"));

    assertThat(full).isEqualTo(relaxed.next());
    assertThat(value("a")).contains("2");
  }

  @Test
  default void tooLargeTransactionChangesNothing() {
    var revision = store().currentRevision();
    var huge = new Mutation.Put(key("huge"), new byte[20 << 20]);
    var longKey = new Mutation.Put(new StoreKey(new byte[65_537]), new byte[0]);

    for (var mutation : List.of(huge, longKey)) {
      assertThatThrownBy(() -> commit(put("a", "1"), mutation))
          .isInstanceOfSatisfying(
              StoreException.TooLarge.class,
              failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED));
    }
    assertThat(store().currentRevision()).isEqualTo(revision);
    assertThat(value("a")).isEmpty();
  }

  @Test
  default void largeValuesAndOddKeysComeBackUnchanged() {
    var value = new byte[1 << 20];
    for (var i = 0; i < value.length; i++) {
      value[i] = (byte) (i * 31);
    }
    var odd = new StoreKey(new byte[] {0, 1, 0, (byte) 0xff, 0});
    commit(new Mutation.Put(odd, value));
    commit(put("empty", ""));

    assertThat(store().get(odd).orElseThrow().value()).isEqualTo(value);
    assertThat(present("empty").value()).isEmpty();
  }

  @Test
  default void putWithAnUnknownLeaseChangesNothing() {
    var mutation = new Mutation.Put(key("a"), new byte[1], Optional.of(new LeaseId(4711)));

    assertThatThrownBy(() -> commit(put("b", "1"), mutation))
        .isInstanceOf(StoreException.NoSuchLease.class);
    assertThat(value("b")).isEmpty();
    assertThat(store().currentRevision()).isEqualTo(Revision.FIRST);
  }

  @Test
  default void transactionThatChangesAKeyTwiceCannotBeMade() {
    assertThatThrownBy(() -> Transaction.unguarded(put("a", "1"), delete("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("changes twice: a");
  }
}
