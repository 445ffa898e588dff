package dev.timonier.server.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersionKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An object of the API. The tree is shared, not copied: whoever changes it owns it.
public final class ApiObject {
  private final ObjectNode root;

  private ApiObject(ObjectNode root) {
    this.root = root;
  }

  public static ApiObject of(ObjectNode root) {
    return new ApiObject(root);
  }

  public ObjectNode root() {
    return root;
  }

  public ApiObject copy() {
    return new ApiObject(root.deepCopy());
  }

  public String kind() {
    return root.path("kind").asText();
  }

  public String apiVersion() {
    return root.path("apiVersion").asText();
  }

  public void setType(GroupVersionKind type) {
    root.put("apiVersion", type.apiVersion());
    root.put("kind", type.kind());
  }

  public Metadata metadata() {
    return new Metadata(Trees.child(root, "metadata"));
  }

  public String name() {
    return metadata().name();
  }

  public String namespace() {
    return metadata().namespace();
  }

  /// The specification; a missing node where there is none.
  public JsonNode spec() {
    return root.path("spec");
  }

  /// The status; a missing node where there is none.
  public JsonNode status() {
    return root.path("status");
  }

  /// Takes a field's value over from another object, also its absence.
  public void copyField(String field, ApiObject from) {
    var value = from.root.get(field);
    if (value == null) {
      root.remove(field);
    } else {
      root.set(field, value.deepCopy());
    }
  }

  /// The texts of a map of strings.
  static Map<String, String> texts(JsonNode map) {
    var texts = new LinkedHashMap<String, String>();
    map.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  static List<String> list(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
