package dev.timonier.server.filter;

import dev.timonier.server.deflate.Deflated;
import dev.timonier.server.deflate.GzipBody;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply.BodySink;
import dev.timonier.server.request.Reply.DeflatedSink;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Holds pieces back until there are many bytes, and sends these and what follows as gzip; fewer
/// remain as they are. For one thread.
final class GzipSink implements BodySink {
  /// What is smaller is not worth it.
  static final int THRESHOLD = 128 * 1024;

  private static final int RUN = 64 * 1024; // what is compressed at once

  private final BodySink target;
  private final Headers headers;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable GzipBody body; // once it is known that it will be large

  /// @param headers are completed before the target gets anything
  GzipSink(BodySink target, Headers headers) {
    this.target = target;
    this.headers = headers;
  }

  @Override
  public void write(byte[] piece) {
    held.writeBytes(piece);
    if (held.size() > (body == null ? THRESHOLD : RUN)) {
      compressHeld(begun());
    }
  }

  @Override
  public Optional<DeflatedSink> deflated(long length) {
    if (length <= THRESHOLD) {
      return Optional.empty();
    }
    var parts = begun();
    return Optional.of(part -> append(parts, part));
  }

  private GzipBody begun() {
    if (body == null) {
      headers.set("Content-Encoding", "gzip").add("Vary", "Accept-Encoding");
      body = new GzipBody();
    }
    return body;
  }

  private void compressHeld(GzipBody parts) {
    append(parts, Deflated.of(held.toByteArray()));
    held.reset();
  }

  private void append(GzipBody parts, Deflated part) {
    parts.append(part);
    if (parts.size() >= RUN) {
      target.write(parts.drain());
    }
  }

  /// Sends what is left.
  void finish() {
    if (body != null) {
      compressHeld(body);
      target.write(body.end().drain());
    } else if (held.size() > 0) {
      target.write(held.toByteArray());
    }
  }

  /// What follows is compressed, however little it is: the head goes out now.
  @Override
  public void expectSilence(Runnable whenGone) {
    var parts = begun();
    compressHeld(parts);
    target.write(parts.drain());
    target.expectSilence(whenGone);
  }
}
