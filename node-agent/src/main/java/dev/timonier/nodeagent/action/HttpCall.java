package dev.timonier.nodeagent.action;

import java.util.Map;

/// An HTTP request to a container.
///
/// @param scheme `http` or `https`
/// @param path with its query; begins with a slash
public record HttpCall(
    String scheme, String host, int port, String path, Map<String, String> headers) {
  String url() {
    return scheme + "://" + host + ":" + port + path;
  }

  HttpCall withPath(String other) {
    return new HttpCall(scheme, host, port, other, headers);
  }
}
