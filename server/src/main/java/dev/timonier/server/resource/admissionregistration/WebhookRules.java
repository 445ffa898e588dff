package dev.timonier.server.resource.admissionregistration;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import dev.timonier.server.validation.WebhookClientRules;
import java.util.HashSet;
import java.util.List;

/// What holds for webhooks.
final class WebhookRules {
  static final List<String> FAILURE_POLICIES = List.of("Fail", "Ignore");
  static final List<String> MATCH_POLICIES = List.of("Equivalent", "Exact");
  static final List<String> REINVOCATION_POLICIES = List.of("IfNeeded", "Never");
  private static final List<String> SIDE_EFFECTS = List.of("None", "NoneOnDryRun");
  private static final int MOST_SECONDS = 30;
  private static final int FULLY_QUALIFIED = 3;

  private WebhookRules() {}

  static void validate(Subject webhooks) {
    var names = new HashSet<String>();
    for (var hook : webhooks.elements()) {
      webhook(hook);
      ReviewVersionRules.validate(hook.at("admissionReviewVersions"));
      var name = hook.at("name");
      if (!name.isEmpty() && !names.add(name.text())) {
        name.duplicate();
      }
    }
  }

  private static void webhook(Subject hook) {
    name(hook.at("name"));
    hook.at("rules").elements().forEach(OperationRules::validate);
    known(hook.at("failurePolicy"), FAILURE_POLICIES);
    known(hook.at("matchPolicy"), MATCH_POLICIES);
    sideEffects(hook.at("sideEffects"));
    timeout(hook.at("timeoutSeconds"));
    LabelSelectorRules.validate(hook.at("namespaceSelector"));
    LabelSelectorRules.validate(hook.at("objectSelector"));
    known(hook.at("reinvocationPolicy"), REINVOCATION_POLICIES);
    WebhookClientRules.validate(hook.at("clientConfig"));
    MatchConditionRules.validate(hook.at("matchConditions"), PolicyScope.ofWebhook());
  }

  private static void name(Subject name) {
    if (name.isEmpty()) {
      name.required();
      return;
    }
    var faults = Format.DNS_SUBDOMAIN.check(name.text());
    if (!faults.isEmpty()) {
      name.invalid(String.join(",", faults));
    } else if (name.text().split("\\.", -1).length < FULLY_QUALIFIED) {
      name.invalid("should be a domain with at least three segments separated by dots");
    }
  }

  static void known(Subject word, List<String> words) {
    if (word.isPresent()) {
      word.oneOf(words);
    }
  }

  private static void sideEffects(Subject sideEffects) {
    if (sideEffects.isPresent()) {
      sideEffects.oneOf(SIDE_EFFECTS);
    } else {
      sideEffects.required("must specify one of " + String.join(", ", SIDE_EFFECTS));
    }
  }

  private static void timeout(Subject seconds) {
    if (seconds.isPresent() && (seconds.number() < 1 || seconds.number() > MOST_SECONDS)) {
      seconds.invalid("the timeout value must be between 1 and " + MOST_SECONDS + " seconds");
    }
  }
}
