package dev.timonier.server.apply.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.GoForm;
import dev.timonier.server.apply.fieldset.FieldName;
import dev.timonier.server.apply.fieldset.ItemIndex;
import dev.timonier.server.apply.fieldset.PathElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Holds a configuration that is applied, or what it is applied to, against its type. Says what is
/// wrong in the words of Kubernetes, Go's way to print values included.
public final class Validator {
  private final List<String> faults = new ArrayList<>();
  private final Duplicates duplicates;

  private Validator(Duplicates duplicates) {
    this.duplicates = duplicates;
  }

  /// @throws TypedException with everything that is wrong
  public static void validate(JsonNode value, MergeType type) {
    faults(value, type, Duplicates.REFUSED)
        .ifPresent(
            faults -> {
              throw faults;
            });
  }

  /// What is wrong with an object that is there already: its lists may have duplicates.
  public static Optional<TypedException> faultsOfStored(JsonNode value, MergeType type) {
    return faults(value, type, Duplicates.ALLOWED);
  }

  private static Optional<TypedException> faults(
      JsonNode value, MergeType type, Duplicates duplicates) {
    var validator = new Validator(duplicates);
    validator.value(value, type, "");
    return validator.faults.isEmpty()
        ? Optional.empty()
        : Optional.of(new TypedException(validator.faults));
  }

  private void fault(String path, String message) {
    faults.add(path.isEmpty() ? message : path + ": " + message);
  }

  private void value(JsonNode value, MergeType type, String path) {
    switch (type.form(value)) {
      case SCALAR -> scalar(value, type.scalar(), path);
      case MAP -> map(value, type.map(), path);
      case LIST -> list(value, type.list(), path);
    }
  }

  private void scalar(JsonNode value, MergeType.ScalarKind kind, String path) {
    if (value.isNull()) {
      return;
    }
    switch (kind) {
      case NUMERIC -> {
        if (!value.isNumber()) {
          fault(path, "expected numeric (int or float), got " + GoForm.type(value));
        }
      }
      case STRING -> {
        if (!value.isTextual()) {
          fault(
              path,
              "expected string, got &value.valueUnstructured{Value:" + GoForm.syntax(value) + "}");
        }
      }
      case BOOLEAN -> {
        if (!value.isBoolean()) {
          fault(path, "expected boolean, got &{" + GoForm.plain(value) + "}");
        }
      }
      case UNTYPED -> {
        if (!MergeType.isScalar(value)) {
          fault(path, "expected any scalar, got &{" + GoForm.plain(value) + "}");
        }
      }
    }
  }

  private void map(JsonNode value, MapShape shape, String path) {
    if (value.isNull()) {
      return;
    }
    if (!(value instanceof ObjectNode object)) {
      fault(path, "expected map, got &{" + GoForm.plain(value) + "}");
      return;
    }
    for (var member : object.properties()) {
      var below = path + FieldName.of(member.getKey());
      var type = shape.typeOf(member.getKey());
      if (type.isEmpty()) {
        fault(below, "field not declared in schema");
        return;
      }
      value(member.getValue(), type.get(), below);
    }
  }

  private void list(JsonNode value, ListShape shape, String path) {
    if (value.isNull()) {
      return;
    }
    if (!(value instanceof ArrayNode array)) {
      fault(path, "expected list, got &{" + GoForm.plain(value) + "}");
    } else if (shape.isAtomic()) {
      for (var i = 0; i < array.size(); i++) {
        value(array.get(i), shape.element(), path + new ItemIndex(i));
      }
    } else {
      associative(array, shape, path);
    }
  }

  private void associative(ArrayNode array, ListShape shape, String path) {
    var seen = new HashSet<PathElement>();
    for (var i = 0; i < array.size(); i++) {
      var item = array.get(i);
      try {
        var element = Items.element(item, shape);
        if (!seen.add(element) && duplicates == Duplicates.REFUSED) {
          fault(path, "duplicate entries for key " + element);
        }
        value(item, shape.element(), path + element);
      } catch (Items.BadItem e) {
        fault(path, e.at(i));
        return;
      }
    }
  }

  private enum Duplicates {
    REFUSED,
    ALLOWED
  }
}
