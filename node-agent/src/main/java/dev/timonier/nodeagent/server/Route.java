package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.server.http.Exchange;
import java.io.IOException;
import java.util.List;

/// Answers the requests for one part of the API.
@FunctionalInterface
interface Route {
  /// @param path what follows the segments that led here
  void answer(Exchange exchange, List<String> path) throws IOException, KubeletFault;
}
