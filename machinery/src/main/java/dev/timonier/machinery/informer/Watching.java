package dev.timonier.machinery.informer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.timonier.machinery.informer.Change.Applied;
import dev.timonier.machinery.informer.Change.Bookmark;
import dev.timonier.machinery.informer.Change.Deleted;
import dev.timonier.machinery.informer.Change.Failed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/// A watch that is open.
public final class Watching<T extends HasMetadata> implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final Body body;
  private final LineReader lines;
  private final Function<byte[], T> decoder;
  private final Function<byte[], Status> failure;

  Watching(Body body, Function<byte[], T> decoder, Function<byte[], Status> failure) {
    this.body = body;
    this.lines = new LineReader(body);
    this.decoder = decoder;
    this.failure = failure;
  }

  /// Waits for the next change; empty at the end.
  public Optional<Change<T>> next() throws IOException {
    var line = lines.next();
    return line.length == 0 ? Optional.empty() : Optional.of(change(line));
  }

  private Change<T> change(byte[] line) throws IOException {
    return switch (type(line)) {
      case "ADDED", "MODIFIED" -> new Applied<>(decoder.apply(line));
      case "DELETED" -> new Deleted<>(decoder.apply(line));
      case "BOOKMARK" -> new Bookmark<>(decoder.apply(line).getMetadata().getResourceVersion());
      case "ERROR" -> new Failed<>(failure.apply(line));
      default -> throw new IOException("not a watch event");
    };
  }

  /// Reads only as far as it must: the type comes first.
  private static String type(byte[] line) throws IOException {
    try (var parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (parser.currentName().equals("type")) {
          return parser.nextTextValue();
        }
        parser.nextToken();
        parser.skipChildren();
      }
    }
    throw new IOException("not a watch event");
  }

  /// Ends the watch; who waits for a change sees the end.
  @Override
  public void close() {
    body.close();
  }
}
