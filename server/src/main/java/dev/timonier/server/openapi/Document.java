package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.JsonWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// A document that is made when somebody asks for it, and then kept in the formats that were asked
/// for.
final class Document {
  /// The formats.
  enum Format {
    JSON,
    PROTOBUF
  }

  private final Supplier<ObjectNode> source;
  private final Function<JsonNode, byte[]> protobuf;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Format, Rendition> made = new EnumMap<>(Format.class); // guarded by lock

  Document(Supplier<ObjectNode> source, Function<JsonNode, byte[]> protobuf) {
    this.source = source;
    this.protobuf = protobuf;
  }

  Rendition in(Format format) {
    lock.lock();
    try {
      return made.computeIfAbsent(format, this::make);
    } finally {
      lock.unlock();
    }
  }

  private Rendition make(Format format) {
    var tree = source.get();
    return Rendition.of(
        switch (format) {
          case JSON -> new JsonWriter().node(tree).toByteArray();
          case PROTOBUF -> protobuf.apply(tree);
        });
  }
}
