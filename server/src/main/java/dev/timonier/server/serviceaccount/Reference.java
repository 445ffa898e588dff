package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Metadata;
import dev.timonier.server.object.Trees;

/// One object, and no other that may get the same name later.
///
/// @param uid empty when the object was not there
record Reference(String name, String uid) {
  static Reference to(Metadata metadata) {
    return new Reference(metadata.name(), metadata.uid());
  }

  static Reference read(JsonNode claim) {
    return new Reference(Trees.text(claim, "name"), Trees.text(claim, "uid"));
  }

  void write(ObjectNode claim) {
    claim.put("name", name);
    if (!uid.isEmpty()) {
      claim.put("uid", uid);
    }
  }
}
