package dev.timonier.server.filter;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.authn.User;
import dev.timonier.server.http.RequestHandler;
import dev.timonier.server.objectstore.StoreFailures;
import dev.timonier.server.registry.Warnings;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import dev.timonier.server.request.RequestInfoParser;
import dev.timonier.storage.StoreException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The outermost filter: reads what a request is about, and turns whatever goes wrong into a reply.
/// A fault of ours is logged and answered with a 500 that says nothing of our insides.
final class PanicGuard implements RequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PanicGuard.class);

  private final Supplier<String> auditIds;
  private final Handler next;

  PanicGuard(Supplier<String> auditIds, Handler next) {
    this.auditIds = auditIds;
    this.next = next;
  }

  @Override
  public Reply answer(HttpRequest request) {
    var auditId = request.headers().first("Audit-Id").orElseGet(auditIds);
    var reply = guarded(request, auditId);
    reply.headers().set("Audit-Id", auditId);
    if (reply.headers().first("Cache-Control").isEmpty()) {
      reply.headers().set("Cache-Control", "no-cache, private");
    }
    return reply;
  }

  private Reply guarded(HttpRequest request, String auditId) {
    var info = RequestInfoParser.parse(request);
    if (info.isEmpty()) {
      return Reply.text(400, "400 Bad Request");
    }
    var call = new ApiCall(request, info.get(), User.ANONYMOUS, new Warnings(), auditId);
    try {
      return next.answer(call);
    } catch (ApiException e) {
      return ErrorReply.of(request, e);
    } catch (StoreException e) {
      LOG.warn("{} {} failed: {}", request.method(), request.path(), e.getMessage());
      return ErrorReply.of(request, StoreFailures.told(e));
    } catch (RuntimeException | Error e) {
      LOG.error("{} {} failed, audit id {}", request.method(), request.path(), auditId, e);
      return PlainError.of(
          500, "This request caused apiserver to panic. Look in the logs for details.");
    }
  }
}
