package dev.timonier.server.stream;

import dev.timonier.machinery.catalog.Verb;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.proxy.ReverseProxy;
import dev.timonier.server.proxy.UrlPath;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Percent;
import dev.timonier.server.request.Reply;
import dev.timonier.server.verb.SubresourceHandler;
import java.util.Set;

/// `pods/proxy`, `services/proxy` and `nodes/proxy`: any request at all, with whatever path
/// follows.
///
/// ```
/// PUT /api/v1/namespaces/default/services/https:web:443/proxy/a/b?c=d   https, web, PUT /a/b?c=d
/// ```
final class ProxySubresource implements SubresourceHandler {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  private final BackendFinder backends;
  private final ReverseProxy proxy;
  private final String kind;

  /// @param kind of the backends, for complaints: `service`
  ProxySubresource(BackendFinder backends, ReverseProxy proxy, String kind) {
    this.backends = backends;
    this.proxy = proxy;
    this.kind = kind;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource, Verb verb) {
    var request = call.request();
    if (!METHODS.contains(request.method())) {
      throw ApiErrors.methodNotAllowed();
    }
    DryRuns.refuse(call.query());
    var info = call.info();
    var backend = backends.find(info.namespace(), ProxyName.parse(info.parts().get(1), kind));
    var path = Percent.decode(request.path()).orElse(request.path());
    return proxy.forward(request, backend, path, rest(call, path));
  }

  private static String rest(ApiCall call, String path) {
    var parts = call.info().parts();
    var rest = String.join("/", parts.subList(3, parts.size()));
    if (rest.isEmpty()) {
      return path.endsWith("/") ? "/" : "";
    }
    return UrlPath.clean(path.endsWith("/") ? rest + "/" : rest);
  }
}
