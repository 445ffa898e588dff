package dev.timonier.server.filter;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.util.List;

/// Lets no request in while the server shuts down, except for those that ask how it is.
final class ShutdownGate implements Handler {
  private static final List<String> EXEMPT = List.of("/readyz", "/livez", "/healthz", "/metrics");

  private final Shutdown shutdown;
  private final Handler next;

  ShutdownGate(Shutdown shutdown, Handler next) {
    this.shutdown = shutdown;
    this.next = next;
  }

  @Override
  public Reply answer(ApiCall call) {
    if (LongRunning.is(call.info())) {
      return next.answer(call);
    }
    if (shutdown.enter()) {
      var connection = call.request().connection();
      return UnderWay.answer(next, call, () -> connection.whenWritten(shutdown::leave));
    }
    return EXEMPT.stream().anyMatch(call.info().path()::startsWith)
        ? next.answer(call)
        : refuse(call);
  }

  private static Reply refuse(ApiCall call) {
    var reply =
        ErrorReply.of(call.request(), ApiErrors.serviceUnavailable("apiserver is shutting down"));
    reply.headers().set("Retry-After", "1").set("Connection", "close");
    return reply;
  }
}
