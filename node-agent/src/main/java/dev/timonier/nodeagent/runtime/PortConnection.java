package dev.timonier.nodeagent.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A connection to a port of a sandbox.
public interface PortConnection extends AutoCloseable {
  InputStream input();

  OutputStream output();

  /// Says that no more will be sent.
  void shutdownOutput() throws IOException;

  @Override
  void close() throws IOException;
}
