package dev.timonier.server.filter;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.authn.User;
import dev.timonier.server.http.RequestHandler;
import dev.timonier.server.objectstore.StoreFailures;
import dev.timonier.server.registry.Warnings;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import dev.timonier.server.request.RequestInfo;
import dev.timonier.server.request.RequestInfoParser;
import dev.timonier.storage.StoreException;
import java.util.Optional;
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
    var info = RequestInfoParser.parse(request);
    var reply =
        info.filter(PanicGuard::isAboutNothing).isPresent()
            ? aboutNothing(request)
            : uncached(answer(request, info, auditId));
    reply.headers().set("Audit-Id", auditId);
    return reply;
  }

  private Reply answer(HttpRequest request, Optional<RequestInfo> info, String auditId) {
    return info.map(known -> guarded(request, known, auditId))
        .orElseGet(() -> Reply.text(400, "400 Bad Request"));
  }

  private static boolean isAboutNothing(RequestInfo info) {
    return info.isResourceRequest() && info.parts().isEmpty();
  }

  private static Reply aboutNothing(HttpRequest request) {
    var uri = request.target();
    var text =
        "Internal Server Error: "
            + FieldError.quote(uri)
            + ": failed to create RequestInfo: unable to determine kind and namespace from url, "
            + uri;
    return PlainError.of(500, escaped(text));
  }

  /// So that what a client has written is no HTML.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static Reply uncached(Reply reply) {
    if (reply.headers().first("Cache-Control").isEmpty()) {
      reply.headers().set("Cache-Control", "no-cache, private");
    }
    return reply;
  }

  private Reply guarded(HttpRequest request, RequestInfo info, String auditId) {
    var call = new ApiCall(request, info, User.ANONYMOUS, new Warnings(), auditId);
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
