package dev.timonier.server.schema;

/// What a field holds.
public sealed interface FieldType {
  /// Values without fields of their own.
  enum Scalar implements FieldType {
    STRING("string"),
    BOOL("bool"),
    INT32("int32"),
    INT64("int64"),
    FLOAT64("float64"),
    /// Base64 text.
    BYTES("bytes"),
    /// RFC 3339, whole seconds.
    TIME("Time"),
    /// RFC 3339, microseconds.
    MICRO_TIME("MicroTime"),
    QUANTITY("Quantity"),
    INT_OR_STRING("IntOrString"),
    /// An object of any type.
    RAW_EXTENSION("RawExtension"),
    /// A set of fields, in `managedFields`.
    FIELDS_V1("FieldsV1"),
    /// Any JSON value.
    JSON("JSON"),
    ANY("any"),
    /// A schema or a boolean, within schemas.
    SCHEMA_OR_BOOL("JSONSchemaPropsOrBool"),
    SCHEMA_OR_ARRAY("JSONSchemaPropsOrArray"),
    SCHEMA_OR_STRINGS("JSONSchemaPropsOrStringArray"),
    /// A list of strings that is a message of its own in protobuf.
    EXTRA_VALUE("ExtraValue");

    private final String text;

    Scalar(String text) {
      this.text = text;
    }

    /// As Go names the type.
    @Override
    public String toString() {
      return this == BYTES ? "[]uint8" : text;
    }

    /// As in the table of types.
    public String text() {
      return text;
    }
  }

  /// A nested object of a known type.
  record Structure(ObjectType type) implements FieldType {
    @Override
    public String toString() {
      return type.goName();
    }
  }

  record ListOf(FieldType element) implements FieldType {
    @Override
    public String toString() {
      return "[]" + element;
    }
  }

  record MapOf(FieldType value) implements FieldType {
    @Override
    public String toString() {
      return "map[string]" + value;
    }
  }
}
