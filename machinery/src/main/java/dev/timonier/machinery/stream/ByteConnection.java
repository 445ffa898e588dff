package dev.timonier.machinery.stream;

import java.io.InputStream;
import java.io.OutputStream;

/// A connection that carries bytes both ways. Reading waits for the other end; so does writing, as
/// long as it takes less than it is sent. Both fail when it has gone.
public interface ByteConnection extends AutoCloseable {
  InputStream input();

  OutputStream output();

  /// Ends the connection once all that was written has left.
  @Override
  void close();
}
