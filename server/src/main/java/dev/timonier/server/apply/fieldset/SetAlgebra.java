package dev.timonier.server.apply.fieldset;

/// Combines sets by walking both in order. What does not change is shared, and an operation that
/// changes nothing returns its first operand itself.
@SuppressWarnings("ReferenceEquality")
final class SetAlgebra {
  private SetAlgebra() {}

  static FieldSet union(FieldSet a, FieldSet b) {
    if (a == b || b.isEmpty()) {
      return a;
    }
    if (a.isEmpty()) {
      return b;
    }
    var member = a.member || b.member;
    var out = new FieldSetBuilder();
    var same = member == a.member;
    var i = 0;
    var j = 0;
    while (i < a.elements.length || j < b.elements.length) {
      var order = order(a, i, b, j);
      if (order < 0) {
        out.append(a.elements[i], a.children[i++]);
      } else if (order > 0) {
        out.append(b.elements[j], b.children[j++]);
        same = false;
      } else {
        var both = union(a.children[i], b.children[j++]);
        same = same && both == a.children[i];
        out.append(a.elements[i++], both);
      }
    }
    return same ? a : out.build(member);
  }

  /// Which of two sets has the next element; 0 when both have it.
  private static int order(FieldSet a, int i, FieldSet b, int j) {
    if (i == a.elements.length) {
      return 1;
    }
    return j == b.elements.length ? -1 : a.elements[i].compareTo(b.elements[j]);
  }

  static FieldSet intersection(FieldSet a, FieldSet b) {
    if (a == b || a.isEmpty()) {
      return a;
    }
    var member = a.member && b.member;
    var out = new FieldSetBuilder();
    var same = member == a.member;
    var i = 0;
    var j = 0;
    while (i < a.elements.length && j < b.elements.length) {
      var order = a.elements[i].compareTo(b.elements[j]);
      if (order == 0) {
        var both = intersection(a.children[i], b.children[j]);
        same = same && both == a.children[i];
        appendUnlessEmpty(out, a.elements[i], both);
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return same && out.size() == a.elements.length ? a : out.build(member);
  }

  static FieldSet difference(FieldSet a, FieldSet b) {
    if (a == b) {
      return FieldSet.EMPTY;
    }
    return a.isEmpty() || b.isEmpty()
        ? a
        : reduce(a, b, a.member && !b.member, SetAlgebra::difference);
  }

  static FieldSet without(FieldSet a, FieldSet b) {
    if (b.member || a == b) {
      return FieldSet.EMPTY;
    }
    return a.isEmpty() || b.isEmpty() ? a : reduce(a, b, a.member, SetAlgebra::without);
  }

  private interface Reduction {
    FieldSet apply(FieldSet a, FieldSet b);
  }

  /// Reduces what is in both sets.
  private static FieldSet reduce(FieldSet a, FieldSet b, boolean member, Reduction reduction) {
    var out = new FieldSetBuilder();
    var same = member == a.member;
    var j = 0;
    for (var i = 0; i < a.elements.length; i++) {
      var child = a.children[i];
      while (j < b.elements.length && b.elements[j].compareTo(a.elements[i]) < 0) {
        j++;
      }
      if (j < b.elements.length && b.elements[j].compareTo(a.elements[i]) == 0) {
        child = reduction.apply(child, b.children[j]);
        same = same && child == a.children[i];
      }
      appendUnlessEmpty(out, a.elements[i], child);
    }
    return same ? a : out.build(member);
  }

  private static void appendUnlessEmpty(FieldSetBuilder out, PathElement element, FieldSet part) {
    if (!part.isEmpty()) {
      out.append(element, part);
    }
  }
}
