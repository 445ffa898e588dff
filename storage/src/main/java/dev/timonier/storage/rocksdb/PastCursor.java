package dev.timonier.storage.rocksdb;

import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Pin;
import dev.timonier.storage.RangeCursor;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import java.util.NoSuchElementException;
import java.util.Optional;

/// A range as of an earlier revision than the view's.
final class PastCursor implements RangeCursor {
  private final RangeRequest request;
  private final Revision revision;
  private final ReadView view;
  private final Pin pin;
  private final PastScan scan;
  private Optional<StoredVersion> next = Optional.empty();
  private long left;
  private boolean closed;

  /// Takes over view and pin, and closes them in the end.
  PastCursor(PastScan scan, RangeRequest request, Revision revision, ReadView view, Pin pin) {
    this.scan = scan;
    this.request = request;
    this.revision = revision;
    this.view = view;
    this.pin = pin;
    this.left = request.keys().isEmpty() ? 0 : request.limit();
  }

  @Override
  public Revision revision() {
    return revision;
  }

  @Override
  public boolean hasNext() {
    if (next.isEmpty() && left > 0 && !closed) {
      next = scan.next();
      left--;
    }
    return next.isPresent();
  }

  @Override
  public KeyValue next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    var entry = next.get().entry(request.content());
    next = Optional.empty();
    return entry;
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
