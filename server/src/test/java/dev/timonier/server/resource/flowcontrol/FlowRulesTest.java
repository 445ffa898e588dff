package dev.timonier.server.resource.flowcontrol;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class FlowRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static String object(String kind, String name, String rest) {
    return "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: %s, metadata: {name: %s}, %s}"
        .formatted(kind, name, rest);
  }

  private static final String SCHEMA =
      object("FlowSchema", "x", "spec: {priorityLevelConfiguration: {name: l}}");
  private static final String LEVEL =
      object(
          "PriorityLevelConfiguration",
          "x",
          "spec: {type: Limited, limited: {limitResponse: {type: Reject}}}");

  @RuleTable(
      """
          matchingPrecedence | -1 | 2 | spec.matchingPrecedence: Invalid value: -1: must be a positive value
          matchingPrecedence | 10001 | 10000 | spec.matchingPrecedence: Invalid value: 10001: must not be greater than 10000
          matchingPrecedence | 1 | 2 | spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1
          distinguisherMethod | {type: Odd} | {type: ByUser} | spec.distinguisherMethod.type: Unsupported value: {"Type":"Odd"}: supported values: "ByNamespace", "ByUser"
          priorityLevelConfiguration.name | '' | m | spec.priorityLevelConfiguration.name: Required value: must reference a priority level
          priorityLevelConfiguration.name | A | a | spec.priorityLevelConfiguration.name: Invalid value: "A": <subdomain>
          rules | [{resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects: Required value: subjects must contain at least one value
          rules | [{subjects: [{kind: User, user: {name: u}}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0]: Required value: at least one of resourceRules and nonResourceRules has to be non-empty
          rules | [{subjects: [{kind: Odd}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: Group, group: {name: g}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].kind: Unsupported value: "Odd": supported values: "Group", "ServiceAccount", "User"
          rules | [{subjects: [{kind: User}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].user: Required value: user is required when subject kind is 'User'
          rules | [{subjects: [{kind: User, user: {name: ''}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].user.name: Required value
          rules | [{subjects: [{kind: User, user: {name: u}, group: {name: g}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].group: Forbidden: group is forbidden when subject kind is not 'Group'
          rules | [{subjects: [{kind: User, user: {name: u}, serviceAccount: {name: a, namespace: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].serviceAccount: Forbidden: serviceAccount is forbidden when subject kind is not 'ServiceAccount'
          rules | [{subjects: [{kind: Group}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: Group, group: {name: g}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].group: Required value: group is required when subject kind is 'Group'
          rules | [{subjects: [{kind: Group, group: {name: ''}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: Group, group: {name: g}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].group.name: Required value
          rules | [{subjects: [{kind: Group, group: {name: g}, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: Group, group: {name: g}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].user: Forbidden: user is forbidden when subject kind is not 'User'
          rules | [{subjects: [{kind: Group, group: {name: g}, serviceAccount: {name: a, namespace: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: Group, group: {name: g}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].serviceAccount: Forbidden: serviceAccount is forbidden when subject kind is not 'ServiceAccount'
          rules | [{subjects: [{kind: ServiceAccount}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: a, namespace: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].serviceAccount: Required value: serviceAccount is required when subject kind is 'ServiceAccount'
          rules | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: '', namespace: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: '*', namespace: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].serviceAccount.name: Required value
          rules | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: A, namespace: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: a, namespace: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].serviceAccount.name: Invalid value: "A": <subdomain>
          rules | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: a, namespace: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].serviceAccount.namespace: Required value: must specify namespace for service account
          rules | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: a, namespace: A}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: a, namespace: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].serviceAccount.namespace: Invalid value: "A": <label>
          rules | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: a, namespace: a}, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: a, namespace: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].user: Forbidden: user is forbidden when subject kind is not 'User'
          rules | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: a, namespace: a}, group: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: ServiceAccount, serviceAccount: {name: a, namespace: a}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].subjects[0].group: Forbidden: group is forbidden when subject kind is not 'Group'
          rules | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].resourceRules[0].verbs: Required value: verbs must contain at least one value
          rules | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: ['*', get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: ['*'], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].resourceRules[0].verbs: Invalid value: ["*","get"]: if '*' is present, must not specify other verbs
          rules | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [fly], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [watch, list], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].resourceRules[0].verbs: Unsupported value: ["fly"]: supported values: "create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"
          rules | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].resourceRules[0].apiGroups: Required value: resource rules must supply at least one api group
          rules | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: ['*', a], resources: [pods], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: ['*'], resources: [pods], namespaces: [default]}]}] | spec.rules[0].resourceRules[0].apiGroups: Invalid value: ["*","a"]: if '*' is present, must not specify other api groups
          rules | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [default]}]}] | spec.rules[0].resourceRules[0].resources: Required value: resource rules must supply at least one resource
          rules | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: ['*', a], namespaces: [default]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: ['*'], namespaces: [default]}]}] | spec.rules[0].resourceRules[0].resources: Invalid value: ["*","a"]: if '*' is present, must not specify other resources
          rules | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: []}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [], clusterScope: true}]}] | spec.rules[0].resourceRules[0].namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace
          rules | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: ['*', a]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: ['*']}]}] | spec.rules[0].resourceRules[0].namespaces: Invalid value: ["*","a"]: if '*' is present, must not specify other namespaces
          rules | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [A]}]}] | [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods], namespaces: [a]}]}] | spec.rules[0].resourceRules[0].namespaces[0]: Invalid value: "A": each member of this list must be '*' or a DNS-1123 label; <label>
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [], nonResourceURLs: [/a]}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [/a]}]}] | spec.rules[0].nonResourceRules[0].verbs: Required value: verbs must contain at least one value
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: ['*', get], nonResourceURLs: [/a]}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: ['*'], nonResourceURLs: [/a]}]}] | spec.rules[0].nonResourceRules[0].verbs: Invalid value: ["*","get"]: if '*' is present, must not specify other verbs
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [fly], nonResourceURLs: [/a]}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [/a]}]}] | spec.rules[0].nonResourceRules[0].verbs: Unsupported value: ["fly"]: supported values: "create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: []}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [/a]}]}] | spec.rules[0].nonResourceRules[0].nonResourceURLs: Required value: nonResourceURLs must contain at least one value
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: ['*', /a]}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: ['*']}]}] | spec.rules[0].nonResourceRules[0].nonResourceURLs: Invalid value: ["*","/a"]: if '*' is present, must not specify other non-resource URLs
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: ['']}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [/]}]}] | spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: "": must not be empty
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [a]}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [/a]}]}] | spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: "a": must start with slash
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [/a b]}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [/a/b]}]}] | spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: "/a b": must not contain white-space
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [/a//b]}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [/a/b]}]}] | spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: "/a//b": must not contain double slash
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: ['/*/a']}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: ['/a/*']}]}] | spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: "/*/a": wildcard can only do suffix matching
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: ['/a*']}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: ['/a/*']}]}] | spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: "/a*": wildcard can only do suffix matching
          rules | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: ['/*/*']}]}] | [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs: [get], nonResourceURLs: ['/*']}]}] | spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: "/*/*": wildcard can only do suffix matching
          """)
  void schemas(Variation rule) {
    rule.within("spec").proveOnCreation(api, SCHEMA);
  }

  @RuleTable(
      """
          matchingPrecedence | -1 | 1000 | spec.matchingPrecedence: Invalid value: -1: must be a positive value
          """)
  void changedSchemas(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, SCHEMA);
  }

  @RuleTable(
      """
          conditions | [{type: '', status: 'True'}] | [{type: T, status: 'True'}] | status.conditions[0].type: Required value
          conditions | [{type: T, status: 'True'}, {type: T, status: 'True'}] | [{type: T, status: 'True'}, {type: U, status: 'True'}] | status.conditions[1].type: Duplicate value: "T"
          """)
  void statusOfSchemas(Variation rule) {
    rule.within("status").proveOnUpdate(api, Part.STATUS, SCHEMA);
  }

  @RuleTable(
      """
          type | '' | Limited | spec.type: Unsupported value: "": supported values: "Exempt", "Limited"
          type | Odd | Limited | spec.type: Unsupported value: "Odd": supported values: "Exempt", "Limited"
          . | {type: Exempt, limited: null} | {} | spec.type: Invalid value: "Exempt": must be 'Exempt' if and only if `name` is 'exempt'
          limited |  | {} | spec.limited: Required value: must not be empty when type is Limited
          exempt | {} |  | spec.exempt: Forbidden: must be nil if the type is Limited
          limited.nominalConcurrencyShares | -1 | 0 | spec.limited.nominalConcurrencyShares: Invalid value: -1: must be a non-negative integer
          limited.lendablePercent | 101 | 100 | spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive
          limited.lendablePercent | -1 | 0 | spec.limited.lendablePercent: Invalid value: -1: must be between 0 and 100, inclusive
          limited.borrowingLimitPercent | -1 | 0 | spec.limited.borrowingLimitPercent: Invalid value: -1: if specified, must be a non-negative integer
          limited.limitResponse | {type: Odd} | {type: Reject} | spec.limited.limitResponse.type: Unsupported value: "Odd": supported values: "Queue", "Reject"
          limited.limitResponse | {queuing: {}} | {} | spec.limited.limitResponse.queuing: Forbidden: must be nil if limited.limitResponse.type is not Limited
          limited.limitResponse | {type: Queue} | {type: Queue, queuing: {}} | spec.limited.limitResponse.queuing: Required value: must not be empty if limited.limitResponse.type is Limited
          limited.limitResponse | {type: Queue, queuing: {queueLengthLimit: -1}} | {type: Queue, queuing: {queueLengthLimit: 1}} | spec.limited.limitResponse.queuing.queueLengthLimit: Invalid value: -1: must be positive
          limited.limitResponse | {type: Queue, queuing: {queues: -1, handSize: 1}} | {type: Queue, queuing: {queues: 1, handSize: 1}} | spec.limited.limitResponse.queuing.queues: Invalid value: -1: must be positive & spec.limited.limitResponse.queuing.handSize: Invalid value: 1: should not be greater than queues (-1)
          limited.limitResponse | {type: Queue, queuing: {queues: 10000001, handSize: 1}} | {type: Queue, queuing: {queues: 10000000, handSize: 1}} | spec.limited.limitResponse.queuing.queues: Invalid value: 10000001: must not be greater than 10000000
          limited.limitResponse | {type: Queue, queuing: {handSize: -1}} | {type: Queue, queuing: {handSize: 1}} | spec.limited.limitResponse.queuing.handSize: Invalid value: -1: must be positive
          limited.limitResponse | {type: Queue, queuing: {queues: 4, handSize: 5}} | {type: Queue, queuing: {queues: 5, handSize: 5}} | spec.limited.limitResponse.queuing.handSize: Invalid value: 5: should not be greater than queues (4)
          limited.limitResponse | {type: Queue, queuing: {queues: 1000000, handSize: 5}} | {type: Queue, queuing: {queues: 1000000, handSize: 3}} | spec.limited.limitResponse.queuing.handSize: Invalid value: 5: required entropy bits of deckSize 1000000 and handSize 5 should not be greater than 60
          """)
  void levels(Variation rule) {
    rule.within("spec").proveOnCreation(api, LEVEL);
  }

  @RuleTable(
      """
          metadata.annotations | {flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares: ''} | {a: b} | metadata.annotations: Forbidden: annotation 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares' is forbidden
          """)
  void annotationsOfLevels(Variation rule) {
    rule.proveOnCreation(api, LEVEL);
  }

  @RuleTable(
      """
          limited.lendablePercent | 101 | 100 | spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive
          """)
  void changedLevels(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, LEVEL);
  }

  @RuleTable(
      """
          conditions | [{type: '', status: 'True'}] | [{type: T, status: 'True'}] | status.conditions[0].type: Required value
          conditions | [{type: T, status: 'True'}, {type: T, status: 'True'}] | [{type: T, status: 'True'}, {type: U, status: 'True'}] | status.conditions[1].type: Duplicate value: "T"
          """)
  void statusOfLevels(Variation rule) {
    rule.within("status").proveOnUpdate(api, Part.STATUS, LEVEL);
  }

  @RuleTable(
      """
          limited | {limitResponse: {type: Reject}} |  | spec.limited: Forbidden: must be nil if the type is not Limited & spec: Invalid value: {"Type":"Exempt","Limited":{"NominalConcurrencyShares":0,"LimitResponse":{"Type":"Reject","Queuing":null},"LendablePercent":null,"BorrowingLimitPercent":null},"Exempt":{"NominalConcurrencyShares":0,"LendablePercent":0}}: spec of 'exempt' except the 'spec.exempt' field must equal the fixed value
          exempt | {nominalConcurrencyShares: -1} | {nominalConcurrencyShares: 1} | spec.exempt.nominalConcurrencyShares: Invalid value: -1: must be a non-negative integer
          exempt | {lendablePercent: 101} | {lendablePercent: 100} | spec.exempt.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive
          """)
  void theExemptLevel(Variation rule) {
    var exempt = object("PriorityLevelConfiguration", "exempt", "spec: {type: Exempt}");
    rule.within("spec").proveOnCreation(api, exempt);
  }
}
