package dev.timonier.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An object that is known by its text, and read only when someone looks into it. So
/// `managedFields`, half of what many objects hold, pass through the server as bytes.
@SuppressWarnings("unchecked") // deepCopy, as in the class that this extends
public final class RawObject extends ObjectNode {
  private final transient Members members;

  /// @param json compact JSON of an object, which belongs to this node from now on
  public RawObject(byte[] json) {
    this(new Members(json));
  }

  private RawObject(Members members) {
    super(JsonNodeFactory.instance, members);
    this.members = members;
  }

  /// The text, not to be changed; empty once someone has looked into the object, and may have
  /// changed it.
  public Optional<byte[]> json() {
    return Optional.ofNullable(members.json);
  }

  @Override
  public ObjectNode deepCopy() {
    return json().<ObjectNode>map(RawObject::new).orElseGet(super::deepCopy);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return isSameText(other) || super.equals(other);
  }

  @Override
  public boolean equals(Comparator<JsonNode> comparator, JsonNode other) {
    return isSameText(other) || super.equals(comparator, other);
  }

  private boolean isSameText(@Nullable Object other) {
    return other instanceof RawObject raw
        && raw.members.json != null
        && Arrays.equals(raw.members.json, members.json);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  /// Reads the text at the first call.
  private static final class Members extends AbstractMap<String, JsonNode> {
    private byte @Nullable [] json;
    private final Map<String, JsonNode> read = new LinkedHashMap<>(0);

    Members(byte[] json) {
      this.json = json;
    }

    private Map<String, JsonNode> read() {
      var text = json;
      if (text != null) {
        json = null;
        ((ObjectNode) JsonReader.tree(text))
            .properties()
            .forEach(member -> read.put(member.getKey(), member.getValue()));
      }
      return read;
    }

    /// Told without reading the text, which is compact.
    @Override
    public boolean isEmpty() {
      var text = json;
      return text == null ? read.isEmpty() : text.length == 2;
    }

    @Override
    public @Nullable JsonNode get(Object name) {
      return read().get(name);
    }

    @Override
    public boolean containsKey(Object name) {
      return read().containsKey(name);
    }

    @Override
    public @Nullable JsonNode put(String name, JsonNode value) {
      return read().put(name, value);
    }

    @Override
    public @Nullable JsonNode remove(Object name) {
      return read().remove(name);
    }

    @Override
    public Set<Entry<String, JsonNode>> entrySet() {
      return read().entrySet();
    }
  }
}
