package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.server.http.Exchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what answers a request by the first segment of its path.
final class Routes implements Route {
  private record Target(Set<String> methods, Route route) {}

  private final Map<String, Target> targets = new HashMap<>();

  Routes get(String segment, Route route) {
    targets.put(segment, new Target(Set.of("GET", "HEAD"), route));
    return this;
  }

  Routes connect(String segment, Route route) {
    targets.put(segment, new Target(Set.of("GET", "POST"), route));
    return this;
  }

  @Override
  public void answer(Exchange exchange, List<String> path) throws IOException, KubeletFault {
    var target = targets.get(path.isEmpty() ? "" : path.getFirst());
    if (target == null) {
      throw KubeletFault.notFound("404 page not found");
    }
    if (!target.methods.contains(exchange.method())) {
      throw KubeletFault.methodNotAllowed();
    }
    target.route.answer(exchange, path.subList(1, path.size()));
  }
}
