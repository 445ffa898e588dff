package dev.timonier.storage.etcd;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Pin;
import dev.timonier.storage.RangeCursor;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// A range, read from etcd page by page, all of them at the revision of the first.
final class Pages implements RangeCursor {
  private static final long ENTRIES_PER_PAGE = 1000;

  private final Connection connection;
  private final RangeRequest request;
  private final Revision revision;
  private final Pin pin;
  private Iterator<KeyValue> page;
  private Optional<KeyRange> rest;
  private long left;

  private Pages(Connection connection, RangeRequest request, Revision revision, Pin pin) {
    this.connection = connection;
    this.request = request;
    this.revision = revision;
    this.pin = pin;
    this.left = request.limit();
    this.page = List.<KeyValue>of().iterator();
    this.rest = Optional.of(request.keys());
  }

  /// @param revision what to read at; it exists, and is held by the pin
  static Pages of(Connection connection, RangeRequest request, Revision revision, Pin pin) {
    var pages = new Pages(connection, request, revision, pin);
    pages.turn();
    return pages;
  }

  @Override
  public Revision revision() {
    return revision;
  }

  @Override
  public boolean hasNext() {
    while (!page.hasNext() && rest.isPresent() && left > 0) {
      turn();
    }
    return page.hasNext() && left > 0;
  }

  @Override
  public KeyValue next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    left--;
    return page.next();
  }

  @Override
  public void close() {
    pin.close();
  }

  /// Gets the next page.
  private void turn() {
    var keys = rest.orElseThrow();
    rest = Optional.empty();
    if (keys.isEmpty()) {
      return;
    }
    var answer = read(keys);
    var entries = answer.getKvs().stream().map(connection.keyspace()::entry).toList();
    page = entries.iterator();
    if (answer.isMore()) {
      rest = Optional.of(keys.after(entries.getLast().key()));
    }
  }

  private GetResponse read(KeyRange keys) {
    var keyspace = connection.keyspace();
    var option =
        GetOption.builder()
            .withRange(keyspace.end(keys))
            .withRevision(revision.value())
            .withLimit(Math.min(left, ENTRIES_PER_PAGE))
            .withKeysOnly(request.content() == RangeRequest.Content.KEYS_ONLY)
            .build();
    try {
      return connection.calls().read(connection.kv().get(keyspace.start(keys), option));
    } catch (StoreException.Unavailable e) {
      throw connection.failedAt(revision, e);
    }
  }
}
