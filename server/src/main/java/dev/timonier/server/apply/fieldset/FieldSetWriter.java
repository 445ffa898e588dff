package dev.timonier.server.apply.fieldset;

import dev.timonier.server.json.JsonWriter;

/// Writes sets as `FieldsV1`.
final class FieldSetWriter {
  private static final String SELF = "\".\":{}";

  private FieldSetWriter() {}

  static byte[] write(FieldSet set) {
    var out = new JsonWriter();
    out.raw('{');
    members(set, out);
    return out.raw('}').toByteArray();
  }

  private static void members(FieldSet set, JsonWriter out) {
    for (var i = 0; i < set.elements.length; i++) {
      if (i > 0) {
        out.raw(',');
      }
      out.raw(set.elements[i].member());
      part(set.children[i], out);
    }
  }

  private static void part(FieldSet part, JsonWriter out) {
    out.raw('{');
    if (!part.isLeaf()) {
      if (part.member) {
        out.raw(SELF).raw(',');
      }
      members(part, out);
    }
    out.raw('}');
  }
}
