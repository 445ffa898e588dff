package dev.timonier.server.watchcache;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.storage.Revision;

/// Takes what a watch delivers. Called by the cache's dispatcher, in order and one call at a time;
/// must return at once.
public interface WatchSink {
  void change(WatchFrame frame);

  /// The initial objects were delivered; what follows are changes.
  void initialEventsEnd(Revision revision);

  /// Nothing more comes: the reason why.
  void failed(ApiException cause);
}
