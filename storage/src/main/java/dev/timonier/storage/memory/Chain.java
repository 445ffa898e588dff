package dev.timonier.storage.memory;

import dev.timonier.storage.KeyValue;
import dev.timonier.storage.KeyVersion;
import dev.timonier.storage.Revision;
import java.util.Optional;
import java.util.stream.Stream;

/// The versions of a key, newest first; never changed, so that copies of a store share them.
record Chain(KeyVersion newest, Optional<Chain> older) {
  /// What the key was at a revision.
  Optional<KeyValue> at(Revision revision) {
    return since(revision).flatMap(chain -> chain.newest.value());
  }

  Stream<KeyVersion> versions() {
    return Stream.iterate(
            Optional.of(this), Optional::isPresent, chain -> chain.flatMap(Chain::older))
        .map(chain -> chain.orElseThrow().newest);
  }

  /// The versions that can be read when nothing before `oldest` can.
  Optional<Chain> compacted(Revision oldest) {
    var newer =
        versions().takeWhile(version -> version.revision().isAfter(oldest)).toList().reversed();
    var kept = since(oldest).filter(chain -> chain.newest.value().isPresent()).map(Chain::alone);
    for (var version : newer) {
      kept = Optional.of(new Chain(version, kept));
    }
    return kept;
  }

  private Chain alone() {
    return new Chain(newest, Optional.empty());
  }

  private Optional<Chain> since(Revision revision) {
    var chain = Optional.of(this);
    while (chain.isPresent() && chain.get().newest.revision().isAfter(revision)) {
      chain = chain.get().older;
    }
    return chain;
  }
}
