package dev.timonier.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Revisions: one per committed transaction, strictly increasing, gap-free.
interface RevisionPromises extends StoreFixture {
  @Test
  default void newStoreStartsAtRevisionOne() {
    assertThat(store().currentRevision()).isEqualTo(Revision.FIRST);
    assertThat(store().compactedRevision()).isEqualTo(Revision.NONE);
  }

  @Test
  default void eachTransactionTakesTheNextRevision() {
    assertThat(commit(put("a", "1"))).isEqualTo(new Revision(2));
    assertThat(commit(put("a", "2"), put("b", "2"), delete("c"))).isEqualTo(new Revision(3));
    assertThat(commit(delete("a"), delete("b"))).isEqualTo(new Revision(4));
    assertThat(store().currentRevision()).isEqualTo(new Revision(4));
  }

  @Test
  default void transactionThatChangesNothingTakesNoRevision() {
    var current = commit(put("a", "1"));

    assertThat(commit()).isEqualTo(current);
    assertThat(commit(delete("absent"))).isEqualTo(current);
    assertThat(store().currentRevision()).isEqualTo(current);
  }

  @Test
  default void revisionsOfConcurrentTransactionsAreUniqueAndGapFree() throws Exception {
    var taken = new ConcurrentSkipListSet<Long>();
    var writers =
        IntStream.range(0, 16)
            .<Callable<Boolean>>mapToObj(
                writer ->
                    () -> {
                      for (var i = 0; i < 20; i++) {
                        taken.add(commit(put("key-" + writer, "value-" + i)).value());
                      }
                      return true;
                    })
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var writer : threads.invokeAll(writers)) {
        writer.get();
      }
    }

    var all = LongStream.rangeClosed(2, 321).boxed().toList();
    assertThat(List.copyOf(taken)).isEqualTo(all);
  }

  @Test
  default void keyCarriesCreateRevisionModificationRevisionAndVersion() {
    var created = commit(put("a", "1"));
    commit(put("other", "1"));
    var modified = commit(put("a", "2"));

    var entry = present("a");
    assertThat(entry.created()).isEqualTo(created);
    assertThat(entry.modified()).isEqualTo(modified);
    assertThat(entry.version()).isEqualTo(2);
  }

  @Test
  default void versionStartsAgainAfterDeletion() {
    commit(put("a", "1"));
    commit(put("a", "2"));
    commit(delete("a"));
    var recreated = commit(put("a", "3"));

    var entry = present("a");
    assertThat(entry.created()).isEqualTo(recreated);
    assertThat(entry.modified()).isEqualTo(recreated);
    assertThat(entry.version()).isEqualTo(1);
  }

  @Test
  default void awaitedRevisionReturnsOnceItIsReached() throws Exception {
    var next = store().currentRevision().next();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reader =
          threads.submit(
              () -> {
                store().awaitRevision(next, Duration.ofSeconds(20));
                return value("a");
              });
      commit(put("a", "1"));
      assertThat(reader.get()).contains("1");
    }
  }

  @Test
  default void awaitedRevisionThatDoesNotComeFailsNamingTheCurrentOne() {
    var current = commit(put("a", "1"));

    assertThatThrownBy(() -> store().awaitRevision(current.next(), Duration.ZERO))
        .isInstanceOfSatisfying(
            StoreException.FutureRevision.class,
            failure -> assertThat(failure.current()).isEqualTo(current));
  }
}
