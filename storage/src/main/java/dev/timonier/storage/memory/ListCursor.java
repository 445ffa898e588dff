package dev.timonier.storage.memory;

import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Pin;
import dev.timonier.storage.RangeCursor;
import dev.timonier.storage.Revision;
import java.util.Iterator;

/// A range that was read already.
record ListCursor(Revision revision, Iterator<KeyValue> entries, Pin pin) implements RangeCursor {
  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public KeyValue next() {
    return entries.next();
  }

  @Override
  public void close() {
    pin.close();
  }
}
