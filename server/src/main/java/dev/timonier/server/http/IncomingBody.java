package dev.timonier.server.http;

import dev.timonier.server.request.RequestBody;
import io.vertx.core.http.HttpServerRequest;

/// The body of a request from the network. What is not read must still go by, for the sake of the
/// connection's next request.
sealed interface IncomingBody extends RequestBody permits BodyCollector, IncomingBody.None {
  /// Whether the client still waits to be told to send it. Asked on the event loop.
  boolean isHeldBack();

  /// The answer begins: lets the rest go by, unless somebody reads it. Called on the event loop.
  void letGo();

  /// The answer has ended: lets the rest go by. Called on the event loop.
  void drop();

  /// Of a request that wants to leave HTTP, and must not end before it has.
  record None(HttpServerRequest request) implements IncomingBody {
    private static final byte[] NOTHING = new byte[0];

    static None of(HttpServerRequest request) {
      request.pause();
      return new None(request);
    }

    @Override
    public byte[] get() {
      return NOTHING;
    }

    @Override
    public boolean isHeldBack() {
      return false;
    }

    @Override
    public void letGo() {
      drop();
    }

    @Override
    public void drop() {
      if (!request.isEnded()) {
        request.resume();
      }
    }
  }
}
