package dev.timonier.storage.rocksdb;

import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Pin;
import dev.timonier.storage.RangeCursor;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import java.util.NoSuchElementException;

/// A range as of the view's own revision: the keys of `latest` as they are.
final class LatestCursor implements RangeCursor {
  private final RangeRequest request;
  private final ReadView view;
  private final Pin pin;
  private final Scan scan;
  private long left;
  private boolean there; // whether the scan is at an entry of the range
  private boolean closed;

  /// Takes over view and pin, and closes them in the end.
  LatestCursor(Database database, RangeRequest request, ReadView view, Pin pin) {
    var keys = request.keys();
    this.request = request;
    this.view = view;
    this.pin = pin;
    this.left = keys.isEmpty() ? 0 : request.limit();
    this.scan = database.scan(Family.LATEST, view, keys.end().map(StoreKey::bytes));
    this.there = left > 0 && scan.seek(keys.start().bytes()).isValid();
  }

  @Override
  public Revision revision() {
    return view.revision();
  }

  @Override
  public boolean hasNext() {
    return there && !closed;
  }

  @Override
  public KeyValue next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    var version = new StoredVersion(new StoreKey(scan.key()), scan.value());
    left--;
    scan.next();
    there = left > 0 && scan.isValid();
    return version.entry(request.content());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      scan.close();
      view.close();
      pin.close();
    }
  }
}
