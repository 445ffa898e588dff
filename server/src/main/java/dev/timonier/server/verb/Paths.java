package dev.timonier.server.verb;

import dev.timonier.server.filter.Handler;
import dev.timonier.server.filter.PlainError;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is served at paths that are no resources: each handler at a path, and at all below it if it
/// likes.
public final class Paths implements Handler {
  private final Map<String, Handler> exact = new LinkedHashMap<>();
  private final Map<String, Handler> below = new LinkedHashMap<>();

  /// Serves one path.
  public Paths at(String path, Handler handler) {
    exact.put(path, handler);
    return this;
  }

  /// Serves one path, whether or not a slash ends it.
  public Paths atOrBehindSlash(String path, Handler handler) {
    return at(path, handler)
        .below(
            path,
            call ->
                call.info().path().length() == path.length() + 1
                    ? handler.answer(call)
                    : PlainError.notFound());
  }

  /// Serves all paths that begin with this one and a slash.
  public Paths below(String path, Handler handler) {
    below.put(path + "/", handler);
    return this;
  }

  /// The paths that have a handler.
  public Collection<String> all() {
    return exact.keySet();
  }

  /// Whether exactly this path has a handler.
  public boolean serves(String path) {
    return exact.containsKey(path);
  }

  @Override
  public Reply answer(ApiCall call) {
    var path = call.info().path();
    var handler = exact.get(path);
    if (handler == null) {
      handler = handlerBelow(path);
    }
    return handler.answer(call);
  }

  private Handler handlerBelow(String path) {
    for (var entry : below.entrySet()) {
      if (path.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    return _ -> PlainError.notFound();
  }
}
