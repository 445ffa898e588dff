package dev.timonier.server.watchcache;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.storage.Revision;

/// Takes what a watch delivers, in order and one call at a time. Called by the cache's dispatcher,
/// which must not wait; before that by the thread that starts the watch.
public interface WatchSink {
  void change(WatchFrame frame);

  /// Waits until it can take more of the initial objects, on the thread that starts the watch.
  ///
  /// @return false when nobody wants them any more
  boolean awaitRoom();

  /// The initial objects were delivered; what follows are changes.
  void initialEventsEnd(Revision revision);

  /// Nothing more comes: the reason why.
  void failed(ApiException cause);
}
