package dev.timonier.server.zpage;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a page tells.
interface PageContent {
  /// As an object is called that holds it.
  String kind();

  /// As lines.
  String text();

  /// Adds it to an object.
  void addTo(ObjectNode tree);
}
