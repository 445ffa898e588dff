package dev.timonier.server.resource.admissionregistration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cel.common.types.CelType;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.gostruct.Struct;
import dev.timonier.server.validation.Subject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What holds for policies that refuse requests.
final class ValidatingPolicyRules {
  private static final int MOST_ANNOTATIONS = 20;
  private static final int LONGEST_ANNOTATION = 5 * 1024;
  private static final List<String> REASONS =
      List.of("Forbidden", "Invalid", "RequestEntityTooLarge");
  private static final Pattern LINE_BREAK = Pattern.compile("[\\n\\r]");
  private static final String ONE =
      "validations or auditAnnotations must contain at least one item";

  private ValidatingPolicyRules() {}

  static void validate(Subject policy) {
    var spec = policy.at("spec");
    var scope = PolicyScope.ofPolicy(spec);
    PolicySpecRules.validate(spec);
    MatchConditionRules.validate(spec.at("matchConditions"), scope.withoutVariables());
    spec.at("variables").elements().forEach(each -> PolicySpecRules.variable(each, scope));
    if (spec.at("validations").isEmpty() && spec.at("auditAnnotations").isEmpty()) {
      spec.at("validations").required(ONE);
      spec.at("auditAnnotations").required(ONE);
      return;
    }
    var messages = scope.ofMessages();
    for (var validation : spec.at("validations").elements()) {
      validation(validation, scope, messages);
    }
    annotations(spec.at("auditAnnotations"), policy.at("metadata").at("name").text(), scope);
  }

  private static void validation(Subject validation, PolicyScope scope, PolicyScope messages) {
    var expression = validation.at("expression");
    if (PolicySpecRules.isSpecified(expression, "expression")) {
      compile(expression, scope, ExpressionRules.DECISION);
    }
    var told = validation.at("messageExpression");
    if (!told.isEmpty() && told.text().isBlank()) {
      told.invalid("must be non-empty if specified");
    } else if (!told.isEmpty()) {
      compile(told, messages, ExpressionRules.MESSAGE);
    }
    message(validation.at("message"));
    WebhookRules.known(validation.at("reason"), REASONS);
  }

  private static void compile(Subject expression, PolicyScope scope, List<CelType> types) {
    var text = expression.text();
    ExpressionRules.validate(expression, text, scope.compile(text), types);
  }

  private static void message(Subject message) {
    if (!message.isEmpty() && message.text().isBlank()) {
      message.invalid("must be non-empty if specified");
    } else if (LINE_BREAK.matcher(message.text().strip()).find()) {
      message.invalid("must not contain line breaks");
    }
  }

  private static JsonNode shown(JsonNode annotations) {
    var structs = JsonNodeFactory.instance.arrayNode();
    annotations.forEach(
        it -> structs.add(Struct.of(it, "admissionregistration/v1.AuditAnnotation")));
    return structs;
  }

  private static void annotations(Subject annotations, String policy, PolicyScope scope) {
    if (annotations.value().size() > MOST_ANNOTATIONS) {
      annotations
          .with(shown(annotations.value()))
          .invalid("must not have more than " + MOST_ANNOTATIONS + " auditAnnotations");
    }
    var keys = new HashSet<String>();
    for (var annotation : annotations.elements()) {
      var key = annotation.at("key");
      key(key, policy);
      value(annotation.at("valueExpression"), scope);
      if (!keys.add(key.text())) {
        key.duplicate(Subject.quote(key.text()));
      }
    }
  }

  private static void key(Subject key, String policy) {
    if (policy.isEmpty()) {
      key.invalid(Subject.quote(key.text()), "requires metadata.name be non-empty");
    } else {
      var name = policy + "/" + key.text();
      key.faulty(Subject.quote(name), Format.checkQualifiedName(name));
    }
  }

  private static void value(Subject expression, PolicyScope scope) {
    if (!PolicySpecRules.isSpecified(expression, "valueExpression")) {
      return;
    }
    var text = expression.text().strip();
    if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_ANNOTATION) {
      expression.required("must not exceed " + LONGEST_ANNOTATION + " bytes in length");
    } else {
      ExpressionRules.validate(
          expression, expression.text(), scope.compile(text), ExpressionRules.ANNOTATION);
    }
  }
}
