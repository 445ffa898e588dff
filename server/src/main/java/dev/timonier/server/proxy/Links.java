package dev.timonier.server.proxy;

import java.util.regex.Pattern;

/// Makes links of a backend lead through the proxy: those to the backend itself or to the host that
/// the client has asked, whose path is absolute.
///
/// ```
/// /logs/a                       /api/v1/namespaces/default/services/web/proxy/logs/a
/// http://10.0.0.1:8080/logs/a   the same
/// logs/a, http://example.com/   as they are
/// ```
///
/// @param prefix the path of the backend's root, seen by the client
/// @param backend its host and port
/// @param requested the host that the client has asked
record Links(String prefix, String backend, String requested) {
  private static final Pattern LINK =
      Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*):)?(//([^/?#]*))?([^?#]*)(.*)", Pattern.DOTALL);
  private static final Pattern MALFORMED =
      Pattern.compile("[\\x00-\\x1f\\x7f]|%(?![0-9A-Fa-f]{2})");

  String rewrite(String link) {
    var parts = LINK.matcher(link);
    if (!parts.matches() || MALFORMED.matcher(link).find()) {
      return link;
    }
    var host = parts.group(3) == null ? "" : parts.group(3);
    var path = parts.group(4);
    if (isElsewhere(host) || !path.startsWith("/")) {
      return link;
    }
    var start = link.substring(0, parts.start(4));
    return (host.equals(requested) ? start : "") + through(path) + parts.group(5);
  }

  private boolean isElsewhere(String host) {
    return !host.isEmpty() && !host.equals(backend) && !host.equals(requested);
  }

  private String through(String path) {
    return path.startsWith(prefix) ? path : UrlPath.join(prefix, path);
  }
}
