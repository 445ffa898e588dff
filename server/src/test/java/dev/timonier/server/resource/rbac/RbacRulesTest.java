package dev.timonier.server.resource.rbac;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class RbacRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static String object(String kind, String rest) {
    return "{apiVersion: rbac.authorization.k8s.io/v1, kind: %s, metadata: {name: x}, %s}"
        .formatted(kind, rest);
  }

  @RuleTable(
      """
          rules | [{apiGroups: [''], resources: [pods]}] | [{verbs: [get], apiGroups: [''], resources: [pods]}] | rules[0].verbs: Required value: verbs must contain at least one value
          rules | [{verbs: [get], nonResourceURLs: [/a]}] | [{verbs: [get], apiGroups: [''], resources: [pods]}] | rules[0].nonResourceURLs: Invalid value: ["/a"]: namespaced rules cannot apply to non-resource URLs
          rules | [{verbs: [get], resources: [pods]}] | [{verbs: [get], apiGroups: [''], resources: [pods]}] | rules[0].apiGroups: Required value: resource rules must supply at least one api group
          rules | [{verbs: [get], apiGroups: ['']}] | [{verbs: [get], apiGroups: [''], resources: [pods], resourceNames: [a]}] | rules[0].resources: Required value: resource rules must supply at least one resource
          """)
  void roles(Variation rule) {
    rule.proveOnCreation(api, object("Role", "rules: []"));
  }

  @RuleTable(
      """
          rules | [{apiGroups: [''], resources: [pods]}] | [{verbs: [get], apiGroups: [''], resources: [pods]}] | rules[0].verbs: Required value: verbs must contain at least one value
          """)
  void changedRoles(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, object("Role", "rules: []"));
  }

  @RuleTable(
      """
          rules | [{nonResourceURLs: [/a]}] | [{verbs: [get], nonResourceURLs: [/a]}] | rules[0].verbs: Required value: verbs must contain at least one value
          rules | [{verbs: [get], nonResourceURLs: [/a], apiGroups: ['']}] | [{verbs: [get], nonResourceURLs: [/a]}] | rules[0].nonResourceURLs: Invalid value: ["/a"]: rules cannot apply to both regular resources and non-resource URLs
          rules | [{verbs: [get], nonResourceURLs: [/a], resourceNames: [n1]}] | [{verbs: [get], nonResourceURLs: [/a]}] | rules[0].nonResourceURLs: Invalid value: ["/a"]: rules cannot apply to both regular resources and non-resource URLs
          rules | [{verbs: [get], resources: [pods]}] | [{verbs: [get], apiGroups: [''], resources: [pods]}] | rules[0].apiGroups: Required value: resource rules must supply at least one api group
          rules | [{verbs: [get], apiGroups: ['']}] | [{verbs: [get], apiGroups: [''], resources: [pods]}] | rules[0].resources: Required value: resource rules must supply at least one resource
          aggregationRule | {} | {clusterRoleSelectors: [{}]} | aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil
          aggregationRule | {clusterRoleSelectors: [{matchExpressions: [{key: a, operator: Odd}]}]} | {clusterRoleSelectors: [{matchExpressions: [{key: a, operator: Exists}]}]} | aggregationRule.clusterRoleSelectors[0].matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator & aggregationRule.clusterRoleSelectors[0]: Invalid value: null: invalid label selector.
          """)
  void clusterRoles(Variation rule) {
    rule.proveOnCreation(api, object("ClusterRole", "rules: []"));
  }

  @RuleTable(
      """
          roleRef.apiGroup | a | rbac.authorization.k8s.io | roleRef.apiGroup: Unsupported value: "a": supported values: "rbac.authorization.k8s.io"
          roleRef.kind | Odd | ClusterRole | roleRef.kind: Unsupported value: "Odd": supported values: "Role", "ClusterRole"
          roleRef.name | '' | r | roleRef.name: Required value
          roleRef.name | a/b | a:b | roleRef.name: Invalid value: "a/b": may not contain '/'
          subjects | [{kind: User}] | [{kind: User, name: u}] | subjects[0].name: Required value
          subjects | [{kind: Odd, name: u}] | [{kind: Group, name: u}] | subjects[0].kind: Unsupported value: "Odd": supported values: "ServiceAccount", "User", "Group"
          subjects | [{kind: User, name: u, apiGroup: a}] | [{kind: User, name: u}] | subjects[0].apiGroup: Unsupported value: "a": supported values: "rbac.authorization.k8s.io"
          subjects | [{kind: Group, name: u, apiGroup: a}] | [{kind: Group, name: u}] | subjects[0].apiGroup: Unsupported value: "a": supported values: "rbac.authorization.k8s.io"
          subjects | [{kind: ServiceAccount, name: u, apiGroup: a}] | [{kind: ServiceAccount, name: u}] | subjects[0].apiGroup: Unsupported value: "a": supported values: ""
          subjects | [{kind: ServiceAccount, name: A}] | [{kind: ServiceAccount, name: a}] | subjects[0].name: Invalid value: "A": <subdomain>
          """)
  void roleBindings(Variation rule) {
    rule.proveOnCreation(api, object("RoleBinding", "roleRef: {kind: Role, name: r}"));
  }

  @RuleTable(
      """
          roleRef.kind | Role | ClusterRole | roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"
          subjects | [{kind: ServiceAccount, name: a}] | [{kind: ServiceAccount, name: a, namespace: b}] | subjects[0].namespace: Required value
          """)
  void clusterRoleBindings(Variation rule) {
    rule.proveOnCreation(
        api, object("ClusterRoleBinding", "roleRef: {kind: ClusterRole, name: r}"));
  }

  @RuleTable(
      """
          roleRef.name | s | r | roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"s"}: cannot change roleRef
          subjects | [{kind: User}] | [{kind: User, name: u}] | subjects[0].name: Required value
          """)
  void changedRoleBindings(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, object("RoleBinding", "roleRef: {kind: Role, name: r}"));
  }
}
