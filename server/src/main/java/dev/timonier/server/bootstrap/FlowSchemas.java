package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.token.ServiceAccountName;
import java.util.Arrays;
import java.util.List;

/// The FlowSchemas that every cluster has
/// (<https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#defaults>).
final class FlowSchemas {
  private static final String EVERYTHING = "*";
  private static final String USER = "ByUser";
  private static final String NAMESPACE = "ByNamespace";

  private FlowSchemas() {}

  /// @param distinguisher empty when the schema has one flow
  record Schema(
      String name, String level, int precedence, String distinguisher, List<ObjectNode> rules) {}

  static List<Schema> all() {
    var everyone = List.of(group("system:unauthenticated"), group("system:authenticated"));
    var nodes = List.of(group("system:nodes"));
    var system = List.of(serviceAccounts("kube-system"));
    var accounts = List.of(group(ServiceAccountName.ALL));
    return List.of(
        new Schema("exempt", "exempt", 1, "", anything(List.of(group("system:masters")))),
        new Schema("probes", "exempt", 2, "", List.of(probes(everyone))),
        new Schema("system-leader-election", "leader-election", 100, USER, List.of(elections())),
        new Schema("system-node-high", "node-high", 400, USER, List.of(heartbeats(nodes))),
        new Schema("system-nodes", "system", 500, USER, anything(nodes)),
        ofComponent("kube-controller-manager"),
        ofComponent("kube-scheduler"),
        new Schema(
            "kube-system-service-accounts", "workload-high", 900, NAMESPACE, anything(system)),
        new Schema("service-accounts", "workload-low", 9000, USER, anything(accounts)),
        new Schema("global-default", "global-default", 9900, USER, anything(everyone)),
        new Schema("catch-all", "catch-all", 10000, USER, anything(everyone)));
  }

  private static Schema ofComponent(String name) {
    return new Schema(
        name, "workload-high", 800, NAMESPACE, anything(List.of(user("system:" + name))));
  }

  private static List<ObjectNode> anything(List<ObjectNode> subjects) {
    var rule = rule(subjects);
    resources(rule, List.of(EVERYTHING), EVERYTHING, EVERYTHING).put("clusterScope", true);
    paths(rule, EVERYTHING, EVERYTHING);
    return List.of(rule);
  }

  private static ObjectNode probes(List<ObjectNode> subjects) {
    var rule = rule(subjects);
    paths(rule, "get", "/healthz", "/readyz", "/livez");
    return rule;
  }

  private static ObjectNode elections() {
    var rule =
        rule(
            List.of(
                user("system:kube-controller-manager"),
                user("system:kube-scheduler"),
                serviceAccounts("kube-system")));
    resources(rule, List.of("get", "create", "update"), "coordination.k8s.io", "leases");
    return rule;
  }

  private static ObjectNode heartbeats(List<ObjectNode> subjects) {
    var rule = rule(subjects);
    var any = List.of(EVERYTHING);
    resources(rule, any, "", "nodes", "nodes/status").put("clusterScope", true);
    resources(rule, any, "coordination.k8s.io", "leases");
    return rule;
  }

  private static ObjectNode rule(List<ObjectNode> subjects) {
    var rule = JsonNodeFactory.instance.objectNode();
    subjects.forEach(rule.putArray("subjects")::add);
    return rule;
  }

  private static ObjectNode resources(
      ObjectNode rule, List<String> verbs, String group, String... resources) {
    var added = rule.withArray("resourceRules").addObject();
    verbs.forEach(added.putArray("verbs")::add);
    added.putArray("apiGroups").add(group);
    Arrays.stream(resources).forEach(added.putArray("resources")::add);
    added.putArray("namespaces").add(EVERYTHING);
    return added;
  }

  private static void paths(ObjectNode rule, String verb, String... paths) {
    var added = rule.withArray("nonResourceRules").addObject();
    added.putArray("verbs").add(verb);
    Arrays.stream(paths).forEach(added.putArray("nonResourceURLs")::add);
  }

  private static ObjectNode group(String name) {
    var subject = JsonNodeFactory.instance.objectNode().put("kind", "Group");
    subject.putObject("group").put("name", name);
    return subject;
  }

  private static ObjectNode user(String name) {
    var subject = JsonNodeFactory.instance.objectNode().put("kind", "User");
    subject.putObject("user").put("name", name);
    return subject;
  }

  private static ObjectNode serviceAccounts(String namespace) {
    var subject = JsonNodeFactory.instance.objectNode().put("kind", "ServiceAccount");
    subject.putObject("serviceAccount").put("namespace", namespace).put("name", EVERYTHING);
    return subject;
  }
}
