package dev.timonier.server.resource.flowcontrol;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.gostruct.Struct;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;

/// What holds for FlowSchemas, besides their rules.
final class FlowSchemaRules {
  private static final String EXEMPT = "exempt";
  private static final int LAST = 10000;
  private static final List<String> DISTINGUISHERS = List.of("ByNamespace", "ByUser");

  private FlowSchemaRules() {}

  static void validate(Subject schema) {
    var spec = schema.at("spec");
    var name = schema.at("metadata").at("name").text();
    precedence(spec.at("matchingPrecedence"), name);
    distinguisher(spec.at("distinguisherMethod"));
    level(spec.at("priorityLevelConfiguration").at("name"));
    spec.at("rules").elements().forEach(FlowRules::validate);
    FixedSpecs.flowSchema(spec, name);
  }

  private static void precedence(Subject precedence, String schema) {
    if (precedence.number() <= 0) {
      precedence.invalid("must be a positive value");
    }
    if (precedence.number() > LAST) {
      precedence.invalid("must not be greater than " + LAST);
    }
    if (precedence.number() == 1 && !schema.equals(EXEMPT)) {
      precedence.invalid("only the schema named 'exempt' may have matchingPrecedence 1");
    }
  }

  private static void distinguisher(Subject method) {
    if (method.isPresent() && !DISTINGUISHERS.contains(method.at("type").text())) {
      method
          .at("type")
          .with(Struct.of(method.value(), "flowcontrol/v1.FlowDistinguisherMethod"))
          .notSupported(DISTINGUISHERS);
    }
  }

  private static void level(Subject name) {
    if (name.isEmpty()) {
      name.required("must reference a priority level");
    } else {
      name.format(Format.DNS_SUBDOMAIN);
    }
  }

  /// What holds for the conditions of schemas and of levels.
  static void conditions(Subject conditions) {
    var types = new HashSet<String>();
    for (var condition : conditions.elements()) {
      var type = condition.at("type");
      if (!types.add(type.text())) {
        type.duplicate(Subject.quote(type.text()));
      }
      type.mustBePresent("");
    }
  }
}
