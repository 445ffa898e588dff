package dev.timonier.server.openapi;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// A document that is fetched when somebody asks for it, and then kept in the formats that were
/// asked for.
final class Document {
  /// The formats.
  enum Format {
    JSON,
    PROTOBUF
  }

  private final Function<Format, Rendition> source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Format, Rendition> known = new EnumMap<>(Format.class); // guarded by lock

  Document(Function<Format, Rendition> source) {
    this.source = source;
  }

  Rendition in(Format format) {
    lock.lock();
    try {
      return known.computeIfAbsent(format, source);
    } finally {
      lock.unlock();
    }
  }
}
