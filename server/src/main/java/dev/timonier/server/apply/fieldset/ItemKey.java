package dev.timonier.server.apply.fieldset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The element of a list whose key fields have these values.
public final class ItemKey extends PathElement {
  private static final Comparator<Part> BY_NAME =
      Comparator.comparing(Part::name, Utf8Order::compare);

  private final List<Part> parts;
  private final int hash;

  /// A key field and its value.
  public record Part(String name, JsonNode value) {}

  /// @param parts in any order
  public ItemKey(List<Part> parts) {
    this.parts = parts.size() < 2 ? parts : sorted(parts);
    var sum = 0;
    for (var part : parts) {
      sum += part.name.hashCode() * 31 + Values.hash(part.value);
    }
    this.hash = sum;
  }

  private static List<Part> sorted(List<Part> parts) {
    var sorted = new ArrayList<>(parts);
    sorted.sort(BY_NAME);
    return sorted;
  }

  @Override
  public String text() {
    var text = new StringBuilder("k:{");
    for (var i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      text.append(i == 0 ? "" : ",");
      text.append(Values.quoted(part.name)).append(':').append(Values.json(part.value));
    }
    return text.append('}').toString();
  }

  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.name + "=" + Values.shown(part.value))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Override
  int rank() {
    return 1;
  }

  @Override
  int compareRanked(PathElement other) {
    var others = ((ItemKey) other).parts;
    for (var i = 0; i < Math.min(parts.size(), others.size()); i++) {
      var order = compare(parts.get(i), others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return parts.size() - others.size();
  }

  private static int compare(Part left, Part right) {
    var byName = Utf8Order.compare(left.name, right.name);
    return byName != 0 ? byName : Values.compare(left.value, right.value);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
