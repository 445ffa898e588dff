package dev.timonier.server.filter;

import dev.timonier.server.request.RequestInfo;
import java.util.Set;

/// Tells requests that last as long as their clients like from those that must come to an end.
final class LongRunning {
  private static final Set<String> VERBS = Set.of("watch", "proxy");

  private LongRunning() {}

  static boolean is(RequestInfo info) {
    return VERBS.contains(info.verb()) || info.isConnection();
  }
}
