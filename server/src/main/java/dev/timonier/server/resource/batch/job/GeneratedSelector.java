package dev.timonier.server.resource.batch.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.workload.SelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.LinkedHashMap;
import java.util.Map;

/// The labels by which a Job finds its pods, made of its uid, and the selector for them
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector>).
final class GeneratedSelector {
  private static final String UID = "batch.kubernetes.io/controller-uid";
  private static final String NAME = "batch.kubernetes.io/job-name";
  private static final String OLD_UID = "controller-uid";
  private static final String OLD_NAME = "job-name";

  private GeneratedSelector() {}

  /// Adds what is missing; labels that the author gives stay, for the rules to find.
  static void set(ApiObject job) {
    var spec = Trees.child(job.root(), "spec");
    var labels = Trees.child(Trees.child(Trees.child(spec, "template"), "metadata"), "labels");
    expected(job.metadata().uid(), job.name())
        .forEach((key, value) -> putIfAbsent(labels, key, value));
    putIfAbsent(
        Trees.child(Trees.child(spec, "selector"), "matchLabels"), UID, job.metadata().uid());
  }

  private static void putIfAbsent(ObjectNode labels, String key, String value) {
    if (!labels.has(key)) {
      labels.put(key, value);
    }
  }

  private static Map<String, String> expected(String uid, String name) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(OLD_UID, uid);
    labels.put(OLD_NAME, name);
    labels.put(UID, uid);
    labels.put(NAME, name);
    return labels;
  }

  /// Examines labels and selector of a Job that did not choose its own.
  static void validate(Subject job) {
    var spec = job.at("spec");
    if (spec.at("manualSelector").isTrue() || !spec.at("selector").isPresent()) {
      return;
    }
    var uid = job.at("metadata").at("uid").text();
    var expected = expected(uid, job.at("metadata").at("name").text());
    var labels = spec.at("template").at("metadata").at("labels");
    expected.forEach((key, value) -> label(labels, key, value));
    SelectorRules.read(spec.at("selector").value())
        .filter(selector -> !selector.matches(expected))
        .ifPresent(_ -> spec.at("selector").invalid("`selector` not auto-generated"));
  }

  private static void label(Subject labels, String key, String expected) {
    var label = labels.atKey(key);
    if (!label.isPresent()) {
      label.required("must be '" + expected + "'");
    } else if (!label.text().equals(expected)) {
      label.invalid(labels.shownInOrder(), "must be '" + expected + "'");
    }
  }
}
