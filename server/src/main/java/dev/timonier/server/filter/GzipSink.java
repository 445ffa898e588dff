package dev.timonier.server.filter;

import dev.timonier.server.deflate.Deflated;
import dev.timonier.server.deflate.GzipBody;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply.BodySink;
import dev.timonier.server.request.Reply.DeflatedSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Holds pieces back until there are many bytes, and sends these and what follows as gzip; fewer
/// remain as they are. For one thread.
final class GzipSink implements BodySink {
  /// What is smaller is not worth it.
  static final int THRESHOLD = 128 * 1024;

  private static final int PIECE = 64 * 1024;

  private final BodySink target;
  private final Headers headers;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable OutputStream gzip; // writes into what is held
  private @Nullable GzipBody parts; // when whoever writes has them in compressed form

  /// @param headers are completed before the target gets anything
  GzipSink(BodySink target, Headers headers) {
    this.target = target;
    this.headers = headers;
  }

  @Override
  public void write(byte[] piece) {
    try {
      if (gzip == null) {
        hold(piece);
      } else {
        gzip.write(piece);
        passOn(PIECE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hold(byte[] piece) throws IOException {
    held.writeBytes(piece);
    if (held.size() > THRESHOLD) {
      var begin = held.toByteArray();
      held.reset();
      announce();
      gzip = new Fastest(held);
      gzip.write(begin);
      passOn(PIECE);
    }
  }

  private void announce() {
    headers.set("Content-Encoding", "gzip").add("Vary", "Accept-Encoding");
  }

  @Override
  public Optional<DeflatedSink> deflated(long length) {
    if (length <= THRESHOLD) {
      return Optional.empty();
    }
    announce();
    var body = new GzipBody();
    parts = body;
    return Optional.of(part -> append(body, part));
  }

  private void append(GzipBody body, Deflated part) {
    body.append(part);
    if (body.size() >= PIECE) {
      target.write(body.drain());
    }
  }

  private void passOn(int least) {
    if (held.size() >= least) {
      target.write(held.toByteArray());
      held.reset();
    }
  }

  /// Sends what is left.
  void finish() {
    if (parts != null) {
      target.write(parts.end().drain());
      return;
    }
    try {
      if (gzip != null) {
        gzip.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    passOn(1);
  }

  @Override
  public void expectSilence(Runnable whenGone) {
    passOn(1);
    target.expectSilence(whenGone);
  }

  /// Compresses as fast as it can: to try harder saves little.
  private static final class Fastest extends GZIPOutputStream {
    private Fastest(OutputStream out) throws IOException {
      super(out, PIECE);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
