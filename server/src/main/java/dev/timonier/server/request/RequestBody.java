package dev.timonier.server.request;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.function.Supplier;

/// The body of a request, which is taken once: whole, or while it comes.
@FunctionalInterface
public interface RequestBody extends Supplier<byte[]> {
  /// Waits for the whole body; fails when it is too large.
  @Override
  byte[] get();

  /// The body while it comes, however large. Reading fails when the client goes before its end.
  default InputStream stream() {
    return new ByteArrayInputStream(get());
  }
}
