package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.Set;

/// The requests of a claim to which its other parts may refer: as `request`, or as `request/choice`
/// where it has several.
record RequestNames(Set<String> known) {
  private static final String RULE =
      "must be the name of a request in the claim or the name of a request and a subrequest"
          + " separated by '/'";

  /// @param devices the claim's
  static RequestNames of(JsonNode devices) {
    var known = new HashSet<String>();
    for (var request : devices.path("requests")) {
      var name = Trees.text(request, "name");
      known.add(name);
      request
          .path("firstAvailable")
          .forEach(choice -> known.add(name + "/" + Trees.text(choice, "name")));
    }
    return new RequestNames(known);
  }

  void check(Subject reference) {
    var parts = reference.text().split("/", -1);
    if (parts.length <= 2) {
      for (var part : parts) {
        DeviceNames.label(reference.with(TextNode.valueOf(part)));
      }
    }
    if (!known.contains(reference.text())) {
      reference.invalid(RULE);
    }
  }
}
