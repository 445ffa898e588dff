package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.Document;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.schema.ConformException;
import dev.timonier.server.schema.Conformer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// A patch that knows nothing of types: it makes a document, which is read as any other.
///
/// @param touched has a member for each member that the patch may change
record DocumentPatch(
    Resource resource,
    Function<ObjectNode, JsonNode> change,
    List<String> remarks,
    JsonNode touched)
    implements ObjectPatch {

  @Override
  public JsonNode apply(ObjectNode object) {
    return change.apply(object);
  }

  @Override
  public List<String> conform(ObjectNode document) {
    var fault = KindCheck.fault(document, resource.kind());
    if (fault.isPresent()) {
      throw new ConformException(fault.get());
    }
    return Conformer.conform(Document.of(document), resource.type());
  }

  @Override
  public String shown(JsonNode document) {
    var ordered = PatchedOrder.arrange(document, touched, resource.type());
    return new String(new JsonWriter().node(ordered).toByteArray(), StandardCharsets.UTF_8);
  }
}
