package dev.timonier.server.resource.apps;

import dev.timonier.machinery.selector.Selector;
import dev.timonier.server.resource.workload.SelectorRules;
import dev.timonier.server.resource.workload.TemplateRules;
import dev.timonier.server.validation.Subject;

/// What holds for the templates of Deployments and ReplicaSets.
public final class ReplicatedTemplate {
  private ReplicatedTemplate() {}

  /// Examines the template beside `selector` and `replicas`.
  public static void validate(Subject spec) {
    var read = SelectorRules.read(spec.at("selector").value());
    if (read.isEmpty()) {
      spec.at("selector").invalid("invalid label selector");
      return;
    }
    template(spec, read.get());
  }

  private static void template(Subject spec, Selector selector) {
    var template = spec.at("template");
    if (!selector.selectsEverything()) {
      SelectorRules.matches(selector, template);
    }
    TemplateRules.validate(template);
    TemplateRules.runsForEver(template, "ReplicaSet");
  }
}
