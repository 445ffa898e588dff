package dev.timonier.storage.contract;

import dev.timonier.storage.RevisionedStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Everything that a [RevisionedStore] promises. An implementation's test extends this class and
/// says how to open a new store; each test gets its own.
public abstract class RevisionedStoreContract
    implements RevisionPromises,
        TransactionPromises,
        ReadPromises,
        WatchPromises,
        CompactionPromises,
        LeasePromises,
        RestartPromises,
        ClosingPromises {
  private RevisionedStore store;

  /// Opens a new, empty store.
  protected abstract RevisionedStore open() throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  @Override
  public final RevisionedStore store() {
    return store;
  }

  /// Replaces the store under test, which the test has closed.
  protected final void use(RevisionedStore other) {
    store = other;
  }
}
