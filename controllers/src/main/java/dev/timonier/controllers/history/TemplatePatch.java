package dev.timonier.controllers.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.controllers.templatehash.TemplateHash;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The data of a ControllerRevision: a strategic merge patch that puts a pod template back.
///
/// Example: `{"spec":{"template":{"$patch":"replace","spec":{…}}}}`.
///
/// @param json the data in one line, with all keys in alphabetical order
public record TemplatePatch(String json) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  public static TemplatePatch of(PodTemplateSpec template) {
    var replacement = JSON.<ObjectNode>valueToTree(template).put("$patch", "replace");
    var tree = JSON.createObjectNode();
    tree.putObject("spec").set("template", replacement);
    return canonical(tree);
  }

  public static TemplatePatch of(ControllerRevision revision) {
    return canonical(JSON.valueToTree(revision.getData()));
  }

  private static TemplatePatch canonical(JsonNode tree) {
    try {
      return new TemplatePatch(JSON.writeValueAsString(JSON.treeToValue(tree, Map.class)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The data as it is stored.
  public JsonNode tree() {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public PodTemplateSpec template() {
    try {
      var template = tree().path("spec").path("template").<ObjectNode>deepCopy();
      template.remove("$patch");
      return JSON.treeToValue(template, PodTemplateSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A short name for the data, as `6f4b48c766`; the same that Kubernetes gives it.
  ///
  /// @param collisions how often other data had the name already
  public String hash(int collisions) {
    var hash = 0x811c9dc5;
    for (var b : (json + collisions).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash * 0x01000193) ^ (b & 0xff);
    }
    return TemplateHash.safe(hash);
  }
}
