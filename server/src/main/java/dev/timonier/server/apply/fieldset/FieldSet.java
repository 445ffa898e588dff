package dev.timonier.server.apply.fieldset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A set of fields of an object: a tree whose nodes are the fields' paths, in the order of
/// [PathElement]. A node may be a member of the set itself, and there may be members below it. This
/// set has the members `.data.a` and `.metadata.labels` and `.metadata.labels.b`:
///
/// ```
/// {"f:data":{"f:a":{}},"f:metadata":{"f:labels":{".":{},"f:b":{}}}}
/// ```
///
/// Sets are immutable and share their parts. A part below a path is a set as well; it tells whether
/// the path is a member.
public final class FieldSet {
  private static final PathElement[] NO_ELEMENTS = {};
  private static final FieldSet[] NO_CHILDREN = {};

  public static final FieldSet EMPTY = new FieldSet(false, NO_ELEMENTS, NO_CHILDREN);

  /// A member that has none below it.
  public static final FieldSet LEAF = new FieldSet(true, NO_ELEMENTS, NO_CHILDREN);

  final boolean member;
  final PathElement[] elements;
  final FieldSet[] children;
  private volatile byte @Nullable [] json; // racy on purpose: every thread makes the same

  FieldSet(boolean member, PathElement[] elements, FieldSet[] children) {
    this.member = member;
    this.elements = elements;
    this.children = children;
  }

  /// The set of one field.
  ///
  /// @param fields the names on the way to it
  public static FieldSet of(String... fields) {
    var set = LEAF;
    for (var i = fields.length - 1; i >= 0; i--) {
      set = new FieldSetBuilder().add(FieldName.of(fields[i]), set).build();
    }
    return set;
  }

  /// Reads the JSON of `FieldsV1`.
  ///
  /// @throws FieldsException when it is not a set of fields
  public static FieldSet parse(byte[] json) {
    return SetCache.set(json);
  }

  public boolean isEmpty() {
    return !member && elements.length == 0;
  }

  /// Whether the path that this part stands for is a member.
  public boolean isMember() {
    return member;
  }

  /// Whether there are no members below the path that this part stands for.
  public boolean isLeaf() {
    return elements.length == 0;
  }

  /// The part below an element, which is empty when there is none.
  public FieldSet at(PathElement element) {
    var found = Arrays.binarySearch(elements, element);
    return found < 0 ? EMPTY : children[found];
  }

  public boolean has(List<PathElement> path) {
    var part = this;
    for (var element : path) {
      part = part.at(element);
    }
    return part.member;
  }

  /// Whether a condition holds for all parts.
  public boolean allParts(BiPredicate<PathElement, FieldSet> condition) {
    for (var i = 0; i < elements.length; i++) {
      if (!condition.test(elements[i], children[i])) {
        return false;
      }
    }
    return true;
  }

  /// The elements below which this set has members.
  public List<PathElement> elements() {
    return Collections.unmodifiableList(Arrays.asList(elements));
  }

  public FieldSet union(FieldSet other) {
    return SetAlgebra.union(this, other);
  }

  public FieldSet intersection(FieldSet other) {
    return SetAlgebra.intersection(this, other);
  }

  /// This set without the members of another.
  public FieldSet difference(FieldSet other) {
    return SetAlgebra.difference(this, other);
  }

  /// This set without the members of another and everything below them.
  public FieldSet without(FieldSet other) {
    return SetAlgebra.without(this, other);
  }

  /// Shows every member as text: `.metadata.labels.a`. First those at the top.
  public void forEachPath(Consumer<String> action) {
    visit("", action);
  }

  private void visit(String prefix, Consumer<String> action) {
    for (var i = 0; i < elements.length; i++) {
      if (children[i].member) {
        action.accept(prefix + elements[i]);
      }
    }
    for (var i = 0; i < elements.length; i++) {
      children[i].visit(prefix + elements[i], action);
    }
  }

  /// The JSON of `FieldsV1`; not to be changed.
  public byte[] json() {
    var known = json;
    if (known == null) {
      known = FieldSetWriter.write(this);
      json = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof FieldSet set
            && member == set.member
            && Arrays.equals(elements, set.elements)
            && Arrays.equals(children, set.children));
  }

  @Override
  public int hashCode() {
    return (Arrays.hashCode(elements) * 31 + Arrays.hashCode(children)) * 2 + (member ? 1 : 0);
  }

  @Override
  public String toString() {
    return new String(json(), StandardCharsets.UTF_8);
  }
}
