package dev.timonier.server.apply.fieldset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Collects the parts of a set, in any order. For one thread.
public final class FieldSetBuilder {
  private static final int FIRST_CAPACITY = 8;
  private static final int FEW = 24;

  private PathElement[] elements = new PathElement[FIRST_CAPACITY];
  private FieldSet[] children = new FieldSet[FIRST_CAPACITY];
  private int size;
  private boolean sorted = true;

  /// Adds what is below an element; parts of the same element are united. An empty part is none.
  public FieldSetBuilder add(PathElement element, FieldSet part) {
    if (!part.isEmpty()) {
      sorted = sorted && (size == 0 || elements[size - 1].compareTo(element) < 0);
      append(element, part);
    }
    return this;
  }

  /// Adds a part that is not empty and behind all others.
  void append(PathElement element, FieldSet part) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, size * 2);
      children = Arrays.copyOf(children, size * 2);
    }
    elements[size] = element;
    children[size++] = part;
  }

  int size() {
    return size;
  }

  /// The set of what was added.
  public FieldSet build() {
    return size == 0 ? FieldSet.EMPTY : build(false);
  }

  /// The same with the path above as a member.
  public FieldSet buildMember() {
    return size == 0 ? FieldSet.LEAF : build(true);
  }

  FieldSet build(boolean member) {
    if (size == 0) {
      return member ? FieldSet.LEAF : FieldSet.EMPTY;
    }
    if (!sorted) {
      sort();
    }
    return new FieldSet(member, Arrays.copyOf(elements, size), Arrays.copyOf(children, size));
  }

  private void sort() {
    if (size <= FEW) {
      sortFew();
    } else {
      sortMany();
    }
    unite();
    sorted = true;
  }

  private void sortFew() {
    for (var i = 1; i < size; i++) {
      var element = elements[i];
      var child = children[i];
      var to = i;
      while (to > 0 && elements[to - 1].compareTo(element) > 0) {
        elements[to] = elements[to - 1];
        children[to] = children[--to];
      }
      elements[to] = element;
      children[to] = child;
    }
  }

  private record Entry(PathElement element, FieldSet child) {}

  private void sortMany() {
    var entries = new Entry[size];
    Arrays.setAll(entries, i -> new Entry(elements[i], children[i]));
    Arrays.sort(entries, (a, b) -> a.element.compareTo(b.element));
    for (var i = 0; i < size; i++) {
      elements[i] = entries[i].element;
      children[i] = entries[i].child;
    }
  }

  /// Makes one part of neighbours that are the same element.
  private void unite() {
    @Nullable PathElement last = null;
    var to = 0;
    for (var i = 0; i < size; i++) {
      if (last != null && last.compareTo(elements[i]) == 0) {
        children[to - 1] = children[to - 1].union(children[i]);
      } else {
        last = elements[i];
        elements[to] = last;
        children[to++] = children[i];
      }
    }
    size = to;
  }
}
