package dev.timonier.machinery.informer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;

/// A body that is read to its end whatever its reader takes of it, so that its connection stays
/// whole for the next request.
final class WholeBody extends FilterInputStream {
  WholeBody(Body body) {
    super(body);
  }

  @Override
  public void close() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    in.close();
  }
}
