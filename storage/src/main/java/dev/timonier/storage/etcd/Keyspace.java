package dev.timonier.storage.etcd;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import io.etcd.jetcd.ByteSequence;
import java.util.Arrays;
import java.util.Optional;

/// Translates between our keys and etcd's, which begin with a prefix.
record Keyspace(StoreKey prefix) {
  /// Alone it is the first possible key; as the end of a range it means that there is no end.
  static final ByteSequence ZERO = ByteSequence.from(new byte[1]);

  ByteSequence key(StoreKey key) {
    var own = key.bytes();
    var begin = prefix.bytes();
    var bytes = Arrays.copyOf(begin, begin.length + own.length);
    System.arraycopy(own, 0, bytes, begin.length, own.length);
    return ByteSequence.from(bytes);
  }

  /// Our name of a key of etcd's; empty when it belongs to others.
  Optional<StoreKey> own(ByteSequence key) {
    var full = new StoreKey(key.getBytes());
    return full.startsWith(prefix) ? Optional.of(stripped(full)) : Optional.empty();
  }

  private StoreKey stripped(StoreKey full) {
    var bytes = full.bytes();
    return new StoreKey(Arrays.copyOfRange(bytes, prefix.bytes().length, bytes.length));
  }

  /// Where a range starts in etcd, whose keys are not empty.
  ByteSequence start(KeyRange keys) {
    var start = key(keys.start());
    return start.isEmpty() ? ZERO : start;
  }

  /// Where a range ends in etcd.
  ByteSequence end(KeyRange keys) {
    return keys.end()
        .map(this::key)
        .or(() -> KeyRange.prefix(prefix).end().map(key -> ByteSequence.from(key.bytes())))
        .orElse(ZERO);
  }

  /// A version of a key of ours.
  KeyValue entry(io.etcd.jetcd.KeyValue stored) {
    return new KeyValue(
        stripped(new StoreKey(stored.getKey().getBytes())),
        stored.getValue().getBytes(),
        new Revision(stored.getCreateRevision()),
        new Revision(stored.getModRevision()),
        stored.getVersion(),
        stored.getLease() == 0 ? Optional.empty() : Optional.of(new LeaseId(stored.getLease())));
  }
}
