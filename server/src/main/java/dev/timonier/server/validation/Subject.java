package dev.timonier.server.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.gostruct.Struct;
import dev.timonier.server.json.GivenObject;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.object.Trees;
import dev.timonier.server.schema.SemanticEquality;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A value that is examined: it knows where it stands in its object, and takes the faults that are
/// found. Rules read like sentences:
///
/// ```java
/// var ports = spec.at("ports");
/// for (var port : ports.elements()) {
///   port.at("containerPort").between(1, 65535);
///   port.at("protocol").oneOf(PROTOCOLS);
/// }
/// ```
public final class Subject {
  private static final int FIELD = -1;
  private static final int KEY = -2;

  private final JsonNode value;
  private final @Nullable Subject parent;
  private final String name; // of a field, of a key, or the path of a whole
  private final int step; // an index, or what the name is
  private final List<FieldError> faults;

  private Subject(
      JsonNode value, @Nullable Subject parent, String name, int step, List<FieldError> faults) {
    this.value = value;
    this.parent = parent;
    this.name = name;
    this.step = step;
    this.faults = faults;
  }

  /// A whole object.
  public static Subject of(JsonNode object) {
    return of(object, "");
  }

  /// A whole object whose fields are told below a path, as options are.
  public static Subject of(JsonNode object, String path) {
    return new Subject(object, null, path, FIELD, new ArrayList<>());
  }

  /// What was found so far, in the order in which it was found.
  public List<FieldError> faults() {
    return faults;
  }

  /// The field of an object; examined even where it is missing.
  public Subject at(String field) {
    return new Subject(value.path(field), this, field, FIELD, faults);
  }

  /// The value of a map: its path shows the key in brackets.
  public Subject atKey(String key) {
    return new Subject(value.path(key), this, key, KEY, faults);
  }

  public Subject at(int index) {
    return new Subject(value.path(index), this, "", index, faults);
  }

  /// The same place with another value.
  public Subject with(JsonNode other) {
    return new Subject(other, parent, name, step, faults);
  }

  /// The same place, whose value messages show as the struct that it is inside.
  ///
  /// @param type as in `core/v1.Toleration`
  public Subject as(String type) {
    return with(isPresent() ? Struct.of(value, type) : NullNode.instance);
  }

  /// The same place, whose value messages show as a list of structs.
  ///
  /// @param type of the elements, as in `core/v1.Toleration`
  public Subject asList(String type) {
    return value instanceof ArrayNode ? with(Struct.ofList(value, type)) : this;
  }

  /// The elements of a list; none when it is missing.
  public List<Subject> elements() {
    if (!value.isArray()) {
      return List.of();
    }
    var elements = new ArrayList<Subject>(value.size());
    for (var i = 0; i < value.size(); i++) {
      elements.add(at(i));
    }
    return elements;
  }

  /// The keys of a map.
  public List<String> keys() {
    var keys = new ArrayList<String>();
    value.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  public JsonNode value() {
    return value;
  }

  /// Whether there is a value.
  public boolean isPresent() {
    return !value.isMissingNode() && !value.isNull();
  }

  /// Whether Go has other than `nil` here: a value, or an empty list or map that was given.
  public boolean isGiven() {
    return isPresent() || !given().isMissingNode();
  }

  /// What Go has here when there is no value.
  private JsonNode given() {
    return parent != null && step == FIELD
        ? GivenObject.empty(parent.value, name)
        : MissingNode.getInstance();
  }

  /// Whether a field has a value.
  public boolean has(String field) {
    return value.hasNonNull(field);
  }

  /// Whether there is no value, or an empty one.
  public boolean isEmpty() {
    return !isPresent()
        || (value.isTextual() && value.textValue().isEmpty())
        || (value.isContainerNode() && value.isEmpty());
  }

  public String text() {
    return value.asText("");
  }

  public long number() {
    return value.asLong();
  }

  public boolean isTrue() {
    return value.asBoolean();
  }

  public String path() {
    if (parent == null) {
      return name;
    }
    var before = parent.path();
    return switch (step) {
      case FIELD -> before.isEmpty() ? name : before + "." + name;
      case KEY -> before + "[" + name + "]";
      default -> before + "[" + step + "]";
    };
  }

  public Subject required() {
    return required("");
  }

  /// Says that the value is missing.
  public Subject required(String detail) {
    return add(FieldError.required(path(), detail));
  }

  /// Says that the value is missing, if it is.
  public Subject mustBePresent(String detail) {
    return isEmpty() ? required(detail) : this;
  }

  public Subject invalid(String detail) {
    return add(FieldError.invalid(path(), shown(), detail));
  }

  /// @param shown the value as it is to be shown
  public Subject invalid(String shown, String detail) {
    return add(FieldError.invalid(path(), shown, detail));
  }

  public Subject typeInvalid(String detail) {
    return add(FieldError.typeInvalid(path(), shown(), detail));
  }

  public Subject notSupported(Collection<String> supported) {
    return notSupported(isPresent() ? shown() : quote(""), supported);
  }

  /// @param shown the value as it is to be shown
  public Subject notSupported(String shown, Collection<String> supported) {
    return add(FieldError.notSupported(path(), shown, supported));
  }

  public Subject duplicate() {
    return add(FieldError.duplicate(path(), shown()));
  }

  /// @param shown the value as it is to be shown
  public Subject duplicate(String shown) {
    return add(FieldError.duplicate(path(), shown));
  }

  public Subject notFound() {
    return add(FieldError.notFound(path(), shown()));
  }

  public Subject notFound(String detail) {
    return add(FieldError.notFound(path(), shown(), detail));
  }

  public Subject forbidden(String detail) {
    return add(FieldError.forbidden(path(), detail));
  }

  /// Says that the server could not examine the value.
  public Subject internal(String detail) {
    return add(FieldError.internal(path(), detail));
  }

  public Subject tooLong(int mostBytes) {
    return add(FieldError.tooLong(path(), mostBytes));
  }

  public Subject tooMany(int most) {
    return add(FieldError.tooMany(path(), value.size(), most));
  }

  public Subject add(FieldError fault) {
    faults.add(fault);
    return this;
  }

  /// The text must be one of these.
  public Subject oneOf(Collection<String> supported) {
    return supported.contains(text()) ? this : notSupported(supported);
  }

  /// The text must have a format.
  public Subject format(Format format) {
    return format(format::check);
  }

  /// The text must have a format.
  ///
  /// @param check finds what is wrong with a text
  public Subject format(Function<String, List<String>> check) {
    return faulty(check.apply(text()));
  }

  /// The value must be there, and only then is it held to a rule.
  public Subject mustKeep(Consumer<Subject> rule) {
    if (isEmpty()) {
      return required();
    }
    rule.accept(this);
    return this;
  }

  /// Adds each of these as an invalid text; one that is not there is told as an empty one.
  public Subject faulty(List<String> details) {
    return faulty(quote(text()), details);
  }

  /// @param shown the value as it is to be shown
  public Subject faulty(String shown, List<String> details) {
    details.forEach(detail -> invalid(shown, detail));
    return this;
  }

  public Subject nonNegative() {
    return number() < 0 ? invalidNumber("must be greater than or equal to 0") : this;
  }

  public Subject positive() {
    return number() <= 0 ? invalidNumber("must be greater than zero") : this;
  }

  public Subject between(long least, long most) {
    var inside = number() >= least && number() <= most;
    return inside
        ? this
        : invalidNumber("must be between " + least + " and " + most + ", inclusive");
  }

  /// A number that is not there is told as zero.
  private Subject invalidNumber(String detail) {
    return invalid(Long.toString(number()), detail);
  }

  /// The value must be that of another object.
  public Subject immutable(JsonNode old) {
    return value.equals(old) ? this : invalid("field is immutable");
  }

  /// The text must be that of another object; one that is not there is told as an empty one.
  public Subject immutableText(JsonNode old) {
    return value.equals(old) ? this : invalid(quote(text()), "field is immutable");
  }

  /// The value must be that of another object, and is shown as a struct.
  ///
  /// @param type as in `core/v1.Toleration`
  public Subject immutable(JsonNode old, String type) {
    return SemanticEquality.same(value, old, type) ? this : as(type).invalid("field is immutable");
  }

  /// Examines a key of this map.
  public Subject invalidKeys(String key) {
    Format.checkQualifiedName(key).forEach(fault -> invalid(FieldError.quote(key), fault));
    return this;
  }

  public static String quote(String text) {
    return FieldError.quote(text);
  }

  /// The value as messages show it.
  public String shown() {
    return isPresent() || !isGiven() ? shown(value) : shown(given());
  }

  /// The map as messages show it, in the order of its keys; `null` where there is none.
  public String shownInOrder() {
    return with(Trees.inOrder(value)).shown();
  }

  public static String shown(JsonNode value) {
    return switch (value) {
      case JsonNode text when text.isTextual() -> FieldError.quote(text.textValue());
      case MissingNode _ -> "null";
      case JsonNode other -> json(other);
    };
  }

  private static String json(JsonNode value) {
    return new String(JsonWriter.bytes(value), StandardCharsets.UTF_8);
  }

  /// The first of the faults, if there is one.
  public Optional<FieldError> firstFault() {
    return faults.stream().findFirst();
  }

  @Override
  public String toString() {
    return path();
  }
}
