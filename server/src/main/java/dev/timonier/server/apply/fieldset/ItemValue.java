package dev.timonier.server.apply.fieldset;

import com.fasterxml.jackson.databind.JsonNode;

/// The element of a set with this value.
public final class ItemValue extends PathElement {
  private final JsonNode value;

  public ItemValue(JsonNode value) {
    this.value = value;
  }

  @Override
  public String text() {
    return "v:" + Values.json(value);
  }

  @Override
  public String toString() {
    return "[=" + Values.shown(value) + "]";
  }

  @Override
  int rank() {
    return 2;
  }

  @Override
  int compareRanked(PathElement other) {
    return Values.compare(value, ((ItemValue) other).value);
  }

  @Override
  public int hashCode() {
    return Values.hash(value);
  }
}
