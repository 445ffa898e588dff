package dev.timonier.storage.memory;

import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.validation.ConcurrentHistoryContract;

class MemoryHistoryTest extends ConcurrentHistoryContract {
  @Override
  protected RevisionedStore open() {
    return new MemoryStore(new ManualTime().context());
  }
}
