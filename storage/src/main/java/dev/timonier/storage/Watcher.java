package dev.timonier.storage;

import java.util.List;

/// Is told what happens to the watched keys. Calls come one at a time, on a thread of the store's
/// choosing, in revision order; a call that does not return soon delays this watcher alone.
public interface Watcher {
  /// The changes of one or several whole transactions, in order; never empty.
  void onEvents(List<WatchEvent> events);

  /// Everything up to and including `revision` was delivered.
  void onProgress(Revision revision);

  /// The watch ended with an error and nothing more will come. Not called after [Watch#close()].
  void onError(StoreException cause);
}
