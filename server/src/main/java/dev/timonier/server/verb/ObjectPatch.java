package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.schema.ConformException;
import java.util.List;

/// A patch that was read, ready to be applied to any version of the object.
interface ObjectPatch {
  /// What strict validation has to say of the patch itself.
  List<String> remarks();

  /// Applies the patch to a copy.
  ///
  /// @return the new document, which may be no object
  JsonNode apply(ObjectNode object);

  /// Makes the new document the normal form of its type, and tells what strict validation has to
  /// say of it.
  ///
  /// @throws ConformException when it cannot be an object of the type
  List<String> conform(ObjectNode document);

  /// What messages show when the document cannot be had: the document, or the patch.
  String shown(JsonNode document);
}
