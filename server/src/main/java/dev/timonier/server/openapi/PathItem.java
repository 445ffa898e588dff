package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The operations at one path. Parameters that all of them take are the path's.
final class PathItem {
  private static final Comparator<ObjectNode> BY_NAME =
      Comparator.<ObjectNode, String>comparing(p -> p.path("name").asText())
          .thenComparing(p -> p.path("in").asText());

  private PathItem() {}

  static ObjectNode of(List<Operation> operations) {
    var common = new ArrayList<>(operations.getFirst().parameters());
    operations.forEach(operation -> common.retainAll(operation.parameters()));
    var item = ScalarSchemas.empty();
    for (var operation : operations) {
      var own = new ArrayList<>(operation.parameters());
      own.removeAll(common);
      own.sort(BY_NAME);
      item.set(operation.method(), operation.tree(own));
    }
    common.sort(BY_NAME);
    if (!common.isEmpty()) {
      common.forEach(item.putArray("parameters")::add);
    }
    return item;
  }
}
