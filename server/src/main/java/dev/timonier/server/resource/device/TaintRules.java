package dev.timonier.server.resource.device;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for taints of devices and for who tolerates them.
final class TaintRules {
  private static final List<String> EFFECTS = List.of("NoExecute", "NoSchedule", "None");
  private static final List<String> OPERATORS = List.of("Equal", "Exists");

  private TaintRules() {}

  static void taint(Subject taint) {
    key(taint.at("key"));
    value(taint.at("value"));
    var effect = taint.at("effect");
    effect.mustKeep(it -> it.oneOf(EFFECTS));
  }

  static void toleration(Subject toleration) {
    if (!toleration.at("key").isEmpty()) {
      key(toleration.at("key"));
    }
    operator(toleration.at("operator"), toleration.at("value"));
    if (!toleration.at("effect").isEmpty()) {
      toleration.at("effect").oneOf(EFFECTS);
    }
  }

  private static void operator(Subject operator, Subject value) {
    switch (operator.text()) {
      case "Exists" -> {
        if (!value.isEmpty()) {
          value.invalid("must be empty for operator `Exists`");
        }
      }
      case "Equal" -> value(value);
      case "" -> operator.required();
      default -> operator.notSupported(OPERATORS);
    }
  }

  private static void key(Subject key) {
    key.format(Format::checkQualifiedName);
  }

  private static void value(Subject value) {
    if (!value.isEmpty()) {
      value.format(Format.LABEL_VALUE);
    }
  }
}
