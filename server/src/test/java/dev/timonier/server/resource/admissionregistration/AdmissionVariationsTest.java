package dev.timonier.server.resource.admissionregistration;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class AdmissionVariationsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static final String CONSTRAINTS =
      "matchConstraints: {resourceRules: [{operations: [CREATE], apiGroups: [''], apiVersions:"
          + " [v1], resources: [pods]}]}";

  private static String object(String kind, String rest) {
    return "{apiVersion: admissionregistration.k8s.io/v1, kind: %s, metadata: {name: x}, %s}"
        .formatted(kind, rest);
  }

  private static String webhooks(String kind) {
    return object(
        kind + "WebhookConfiguration",
        "webhooks: [{name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], clientConfig:"
            + " {url: 'https://h'}}]");
  }

  private static final String VALIDATING =
      object(
          "ValidatingAdmissionPolicy",
          "spec: {validations: [{expression: 'true'}], " + CONSTRAINTS + "}");
  private static final String MUTATING =
      object(
          "MutatingAdmissionPolicy",
          "spec: {reinvocationPolicy: Never, mutations: [{patchType: ApplyConfiguration,"
              + " applyConfiguration: {expression: 'Object{}'}}], "
              + CONSTRAINTS
              + "}");

  @RuleTable(
      """
          name | '' | d.e.f | .name: Required value
          name | A.b.c | d.b.c | .name: Invalid value: "A.b.c": <subdomain>
          name | b.c | a.b.d | .name: Invalid value: "b.c": should be a domain with at least three segments separated by dots
          failurePolicy | Odd | Ignore | .failurePolicy: Unsupported value: "Odd": supported values: "Fail", "Ignore"
          sideEffects |  | None | .sideEffects: Required value: must specify one of None, NoneOnDryRun
          sideEffects | Some | NoneOnDryRun | .sideEffects: Unsupported value: "Some": supported values: "None", "NoneOnDryRun"
          timeoutSeconds | 0 | 1 | .timeoutSeconds: Invalid value: 0: the timeout value must be between 1 and 30 seconds
          timeoutSeconds | 31 | 30 | .timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds
          admissionReviewVersions | [] | [v1] | .admissionReviewVersions: Required value: must specify one of v1, v1beta1
          admissionReviewVersions | [v1, v1] | [v1, v1beta1] | .admissionReviewVersions[1]: Invalid value: "v1": duplicate version
          admissionReviewVersions | [v1, V2] | [v1, v2] | .admissionReviewVersions[1]: Invalid value: "V2": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')
          admissionReviewVersions | [v2] | [v2, v1beta1] | .admissionReviewVersions: Invalid value: ["v2"]: must include at least one of v1, v1beta1
          clientConfig | {url: null} | {} | .clientConfig: Required value: exactly one of url or service is required
          clientConfig | {service: {name: a, namespace: b}} | {url: null, service: {name: a, namespace: b}} | .clientConfig: Required value: exactly one of url or service is required
          clientConfig.url | 'http://h/' | 'https://h/' | .clientConfig.url: Invalid value: "http": 'https' is the only allowed URL scheme; desired format: https://host[/path]
          clientConfig.url | 'https:///p' | 'https://h/p' | .clientConfig.url: Invalid value: "": host must be specified; desired format: https://host[/path]
          clientConfig.url | ':a' | 'https://a' | .clientConfig.url: Required value: url must be a valid URL: parse ":a": missing protocol scheme; desired format: https://host[/path]
          clientConfig.url | 'https://u:p@h/' | 'https://h/' | .clientConfig.url: Invalid value: "u:p": user information is not permitted in the URL
          clientConfig.url | 'https://h/#f' | 'https://h/f' | .clientConfig.url: Invalid value: "f": fragments are not permitted in the URL
          clientConfig.url | 'https://h/?q=1' | 'https://h/q' | .clientConfig.url: Invalid value: "q=1": query parameters are not permitted in the URL
          clientConfig | {url: null, service: {namespace: b}} | {url: null, service: {name: a, namespace: b}} | .clientConfig.service.namespace: Required value
          clientConfig | {url: null, service: {name: a}} | {url: null, service: {name: a, namespace: b}} | .clientConfig.service.name: Required value
          clientConfig | {url: null, service: {name: a, namespace: b, port: 65536}} | {url: null, service: {name: a, namespace: b, port: 65535}} | .clientConfig.service.port: Invalid value: 65536: port is not valid: <port>
          clientConfig | {url: null, service: {name: a, namespace: b, path: a}} | {url: null, service: {name: a, namespace: b, path: /a}} | .clientConfig.service.path: Invalid value: "a": must start with a '/' & .clientConfig.service.path: Invalid value: "a": segment[0] may not be empty
          clientConfig | {url: null, service: {name: a, namespace: b, path: /a//b}} | {url: null, service: {name: a, namespace: b, path: /a/b/}} | .clientConfig.service.path: Invalid value: "/a//b": segment[1] may not be empty
          clientConfig | {url: null, service: {name: a, namespace: b, path: //}} | {url: null, service: {name: a, namespace: b, path: /}} | .clientConfig.service.path: Invalid value: "//": segment[0] may not be empty
          clientConfig | {url: null, service: {name: a, namespace: b, path: /A}} | {url: null, service: {name: a, namespace: b, path: /a}} | .clientConfig.service.path: Invalid value: "/A": segment[0]: <subdomain>
          rules | [{operations: [], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .rules[0].operations: Required value
          rules | [{operations: ['*', CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | [{operations: ['*'], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .rules[0].operations: Invalid value: ["*","CREATE"]: if '*' is present, must not specify other operations
          rules | [{operations: [GET], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | [{operations: [CONNECT], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .rules[0].operations[0]: Unsupported value: "GET": supported values: "*", "CONNECT", "CREATE", "DELETE", "UPDATE"
          rules | [{operations: [CREATE], apiGroups: [], apiVersions: [v1], resources: [pods]}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .rules[0].apiGroups: Required value
          rules | [{operations: [CREATE], apiGroups: ['*', a], apiVersions: [v1], resources: [pods]}] | [{operations: [CREATE], apiGroups: ['*'], apiVersions: [v1], resources: [pods]}] | .rules[0].apiGroups: Invalid value: ["*","a"]: if '*' is present, must not specify other API groups
          rules | [{operations: [CREATE], apiGroups: [''], apiVersions: [], resources: [pods]}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .rules[0].apiVersions: Required value
          rules | [{operations: [CREATE], apiGroups: [''], apiVersions: ['*', v1], resources: [pods]}] | [{operations: [CREATE], apiGroups: [''], apiVersions: ['*'], resources: [pods]}] | .rules[0].apiVersions: Invalid value: ["*","v1"]: if '*' is present, must not specify other API versions
          rules | [{operations: [CREATE], apiGroups: [''], apiVersions: [''], resources: [pods]}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .rules[0].apiVersions[0]: Required value
          rules | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: []}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .rules[0].resources: Required value
          rules | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: ['']}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods/log]}] | .rules[0].resources[0]: Required value
          rules | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: ['*/*', pods]}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: ['*/*']}] | .rules[0].resources: Invalid value: ["*/*","pods"]: if '*/*' is present, must not specify other resources
          rules | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: ['*', pods]}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: ['*', pods/log]}] | .rules[0].resources: Invalid value: ["*","pods"]: if '*' is present, must not specify other resources without subresources
          rules | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: ['pods/*', pods/log]}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: ['pods/*', pods]}] | .rules[0].resources[1]: Invalid value: "pods/log": if 'pods/*' is present, must not specify pods/log
          rules | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: ['*/scale', a/scale]}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: ['*/scale', a/log]}] | .rules[0].resources[1]: Invalid value: "a/scale": if '*/scale' is present, must not specify a/scale
          rules | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods], scope: Odd}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods], scope: Cluster}] | .rules[0].scope: Unsupported value: "Odd": supported values: "*", "Cluster", "Namespaced"
          matchConditions | [{expression: 'true'}] | [{name: a, expression: 'true'}] | .matchConditions[0].name: Required value
          matchConditions | [{name: '-', expression: 'true'}] | [{name: a, expression: 'true'}] | .matchConditions[0].name: Invalid value: "-": <qualified name>
          matchConditions | [{name: a}] | [{name: a, expression: 'true'}] | .matchConditions[0].expression: Required value
          matchConditions | [{name: a, expression: '1'}] | [{name: a, expression: 1 == 1}] | .matchConditions[0].expression: Invalid value: "1": must evaluate to bool but got int
          matchConditions | [{name: a, expression: object.}] | [{name: a, expression: object.a == 1}] | .matchConditions[0].expression: Invalid value: "object.": compilation failed: …
          matchConditions | [{name: a, expression: 'true'}, {name: a, expression: 'true'}] | [{name: a, expression: 'true'}, {name: b, expression: 'true'}] | .matchConditions[1].name: Duplicate value: "a"
          matchConditions | [<{name: a#, expression: 'true'},*65>] | [<{name: a#, expression: 'true'},*64>] | .matchConditions: Too many: 65: must have at most 64 items
          namespaceSelector | {matchExpressions: [{key: a, operator: Odd}]} | {matchExpressions: [{key: a, operator: Exists}]} | .namespaceSelector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator
          objectSelector | {matchLabels: {a: '-'}} | {matchLabels: {a: b}} | .objectSelector.matchLabels: Invalid value: "-": <label value>
          matchPolicy | Odd | Exact | .matchPolicy: Unsupported value: "Odd": supported values: "Equivalent", "Exact"
          """)
  void webhooks(Variation rule) {
    rule.within("webhooks[0]").proveOnCreation(api, webhooks("Validating"));
  }

  @RuleTable(
      """
          webhooks[] | {name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {url: 'https://h'}} | {name: a.b.d, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {url: 'https://h'}} | webhooks[1].name: Duplicate value: "a.b.c"
          """)
  void namesOfWebhooks(Variation rule) {
    rule.proveOnCreation(api, webhooks("Validating"));
  }

  @RuleTable(
      """
          reinvocationPolicy | Odd | IfNeeded | .reinvocationPolicy: Unsupported value: "Odd": supported values: "IfNeeded", "Never"
          timeoutSeconds | 31 | 30 | .timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds
          """)
  void webhooksThatChange(Variation rule) {
    rule.within("webhooks[0]").proveOnCreation(api, webhooks("Mutating"));
  }

  @RuleTable(
      """
          timeoutSeconds | 31 | 30 | .timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds
          """)
  void changedWebhooks(Variation rule) {
    rule.within("webhooks[0]").proveOnUpdate(api, Part.MAIN, webhooks("Mutating"));
  }

  @RuleTable(
      """
          failurePolicy | Odd | Ignore | .failurePolicy: Unsupported value: "Odd": supported values: "Fail", "Ignore"
          paramKind | {kind: K} | {apiVersion: v1, kind: K} | .paramKind.apiVersion: Required value
          paramKind | {apiVersion: a/b/c, kind: K} | {apiVersion: a/b, kind: K} | .paramKind.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c
          paramKind | {apiVersion: A/v1, kind: K} | {apiVersion: a/v1, kind: K} | .paramKind.apiVersion: Invalid value: "A": <subdomain>
          paramKind | {apiVersion: V1, kind: K} | {apiVersion: v1, kind: K} | .paramKind.apiVersion: Invalid value: "V1": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')
          paramKind | {apiVersion: a/, kind: K} | {apiVersion: a/v1, kind: K} | .paramKind.apiVersion: Invalid value: "a/": version must be specified
          paramKind | {apiVersion: v1} | {apiVersion: v1, kind: K} | .paramKind.kind: Required value
          paramKind | {apiVersion: v1, kind: a_b} | {apiVersion: v1, kind: aB} | .paramKind.kind: Invalid value: "a_b": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')
          matchConstraints.resourceRules | [] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .matchConstraints.resourceRules: Required value
          matchConstraints.namespaceSelector | {matchExpressions: [{key: a, operator: Odd}]} | {matchExpressions: [{key: a, operator: Exists}]} | .matchConstraints.namespaceSelector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator
          matchConstraints.objectSelector | {matchLabels: {a: '-'}} | {matchLabels: {a: b}} | .matchConstraints.objectSelector.matchLabels: Invalid value: "-": <label value>
          matchConstraints.matchPolicy | Odd | Exact | .matchConstraints.matchPolicy: Unsupported value: "Odd": supported values: "Equivalent", "Exact"
          matchConstraints.resourceRules | [{resourceNames: [a/b], operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | [{resourceNames: [a.b], operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .matchConstraints.resourceRules[0].resourceNames[0]: Invalid value: "a/b": may not contain '/'
          matchConstraints.resourceRules | [{resourceNames: [a, a], operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | [{resourceNames: [a, b], operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .matchConstraints.resourceRules[0].resourceNames[1]: Duplicate value: "a"
          matchConstraints.excludeResourceRules | [{}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .matchConstraints.excludeResourceRules[0].operations: Required value & .matchConstraints.excludeResourceRules[0].apiGroups: Required value & .matchConstraints.excludeResourceRules[0].apiVersions: Required value & .matchConstraints.excludeResourceRules[0].resources: Required value
          matchConditions | [{expression: 'true'}] | [{name: a, expression: 'true'}] | .matchConditions[0].name: Required value
          matchConditions | [{name: '-', expression: 'true'}] | [{name: a, expression: 'true'}] | .matchConditions[0].name: Invalid value: "-": <qualified name>
          matchConditions | [{name: a}] | [{name: a, expression: 'true'}] | .matchConditions[0].expression: Required value
          matchConditions | [{name: a, expression: '1'}] | [{name: a, expression: 1 == 1}] | .matchConditions[0].expression: Invalid value: "1": must evaluate to bool but got int
          matchConditions | [{name: a, expression: object.}] | [{name: a, expression: object.a == 1}] | .matchConditions[0].expression: Invalid value: "object.": compilation failed: …
          matchConditions | [{name: a, expression: 'true'}, {name: a, expression: 'true'}] | [{name: a, expression: 'true'}, {name: b, expression: 'true'}] | .matchConditions[1].name: Duplicate value: "a"
          matchConditions | [<{name: a#, expression: 'true'},*65>] | [<{name: a#, expression: 'true'},*64>] | .matchConditions: Too many: 65: must have at most 64 items
          validations | [] | [{expression: 'true'}] | .validations: Required value: validations or auditAnnotations must contain at least one item & .auditAnnotations: Required value: validations or auditAnnotations must contain at least one item
          validations | [{}] | [{expression: 'true'}] | .validations[0].expression: Required value: expression is not specified
          validations | [{expression: '1'}] | [{expression: 'true'}] | .validations[0].expression: Invalid value: "1": must evaluate to bool but got int
          validations | [{expression: params.x}] | [{expression: object.x == 1}] | .validations[0].expression: Invalid value: "params.x": compilation failed: …
          validations | [{expression: 'true', message: ' '}] | [{expression: 'true', message: a}] | .validations[0].message: Invalid value: " ": must be non-empty if specified
          validations | [{expression: 'true', message: "a\\nb"}] | [{expression: 'true', message: a b}] | .validations[0].message: Invalid value: "a\\nb": must not contain line breaks
          validations | [{expression: 'true', messageExpression: ' '}] | [{expression: 'true', messageExpression: "'a'"}] | .validations[0].messageExpression: Invalid value: " ": must be non-empty if specified
          validations | [{expression: 'true', messageExpression: '1'}] | [{expression: 'true', messageExpression: string(1)}] | .validations[0].messageExpression: Invalid value: "1": must evaluate to string but got int
          validations | [{expression: 'true', reason: Odd}] | [{expression: 'true', reason: Invalid}] | .validations[0].reason: Unsupported value: "Odd": supported values: "Forbidden", "Invalid", "RequestEntityTooLarge"
          variables | [{expression: '1'}] | [{name: a, expression: '1'}] | .variables[0].name: Required value: name is not specified
          variables | [{name: 1a, expression: '1'}] | [{name: a1, expression: '1'}] | .variables[0].name: Invalid value: "1a": must be a valid CEL identifier
          variables | [{name: a}] | [{name: a, expression: '1'}] | .variables[0].expression: Required value: expression is not specified
          variables | [{name: a, expression: variables.b}] | [{name: b, expression: '1'}, {name: a, expression: variables.b}] | .variables[0].expression: Invalid value: "variables.b": compilation failed: …
          auditAnnotations | [{key: k}] | [{key: k, valueExpression: "'a'"}] | .auditAnnotations[0].valueExpression: Required value: valueExpression is not specified
          auditAnnotations | [{key: k, valueExpression: '1'}] | [{key: k, valueExpression: 'null'}] | .auditAnnotations[0].valueExpression: Invalid value: "1": must evaluate to one of [string null_type] but got int
          auditAnnotations | [{key: k, valueExpression: "'a'"}, {key: k, valueExpression: "'a'"}] | [{key: k, valueExpression: "'a'"}, {key: l, valueExpression: "'a'"}] | .auditAnnotations[1].key: Duplicate value: "k"
          auditAnnotations | [<{key: k#, valueExpression: "'a'"},*21>] | [<{key: k#, valueExpression: "'a'"},*20>] | .auditAnnotations: Invalid value: [{"Key":"k0","ValueExpression":"'a'"},…
          """)
  void validatingPolicies(Variation rule) {
    rule.within("spec").proveOnCreation(api, VALIDATING);
  }

  @RuleTable(
      """
          validations | [] | [{expression: 'false'}] | .validations: Required value: validations or auditAnnotations must contain at least one item & .auditAnnotations: Required value: validations or auditAnnotations must contain at least one item
          """)
  void changedValidatingPolicies(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, VALIDATING);
  }

  @RuleTable(
      """
          failurePolicy | Odd | Ignore | .failurePolicy: Unsupported value: "Odd": supported values: "Fail", "Ignore"
          paramKind | {kind: K} | {apiVersion: v1, kind: K} | .paramKind.apiVersion: Required value
          paramKind | {apiVersion: a/b/c, kind: K} | {apiVersion: a/b, kind: K} | .paramKind.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c
          paramKind | {apiVersion: A/v1, kind: K} | {apiVersion: a/v1, kind: K} | .paramKind.apiVersion: Invalid value: "A": <subdomain>
          paramKind | {apiVersion: V1, kind: K} | {apiVersion: v1, kind: K} | .paramKind.apiVersion: Invalid value: "V1": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')
          paramKind | {apiVersion: a/, kind: K} | {apiVersion: a/v1, kind: K} | .paramKind.apiVersion: Invalid value: "a/": version must be specified
          paramKind | {apiVersion: v1} | {apiVersion: v1, kind: K} | .paramKind.kind: Required value
          paramKind | {apiVersion: v1, kind: a_b} | {apiVersion: v1, kind: aB} | .paramKind.kind: Invalid value: "a_b": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')
          matchConstraints.resourceRules | [] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .matchConstraints.resourceRules: Required value
          matchConstraints.namespaceSelector | {matchExpressions: [{key: a, operator: Odd}]} | {matchExpressions: [{key: a, operator: Exists}]} | .matchConstraints.namespaceSelector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator
          matchConstraints.objectSelector | {matchLabels: {a: '-'}} | {matchLabels: {a: b}} | .matchConstraints.objectSelector.matchLabels: Invalid value: "-": <label value>
          matchConstraints.matchPolicy | Odd | Exact | .matchConstraints.matchPolicy: Unsupported value: "Odd": supported values: "Equivalent", "Exact"
          matchConstraints.resourceRules | [{resourceNames: [a/b], operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | [{resourceNames: [a.b], operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .matchConstraints.resourceRules[0].resourceNames[0]: Invalid value: "a/b": may not contain '/'
          matchConstraints.resourceRules | [{resourceNames: [a, a], operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | [{resourceNames: [a, b], operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .matchConstraints.resourceRules[0].resourceNames[1]: Duplicate value: "a"
          matchConstraints.excludeResourceRules | [{}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .matchConstraints.excludeResourceRules[0].operations: Required value & .matchConstraints.excludeResourceRules[0].apiGroups: Required value & .matchConstraints.excludeResourceRules[0].apiVersions: Required value & .matchConstraints.excludeResourceRules[0].resources: Required value
          matchConditions | [{expression: 'true'}] | [{name: a, expression: 'true'}] | .matchConditions[0].name: Required value
          matchConditions | [{name: '-', expression: 'true'}] | [{name: a, expression: 'true'}] | .matchConditions[0].name: Invalid value: "-": <qualified name>
          matchConditions | [{name: a}] | [{name: a, expression: 'true'}] | .matchConditions[0].expression: Required value
          matchConditions | [{name: a, expression: '1'}] | [{name: a, expression: 1 == 1}] | .matchConditions[0].expression: Invalid value: "1": must evaluate to bool but got int
          matchConditions | [{name: a, expression: object.}] | [{name: a, expression: object.a == 1}] | .matchConditions[0].expression: Invalid value: "object.": compilation failed: …
          matchConditions | [{name: a, expression: 'true'}, {name: a, expression: 'true'}] | [{name: a, expression: 'true'}, {name: b, expression: 'true'}] | .matchConditions[1].name: Duplicate value: "a"
          matchConditions | [<{name: a#, expression: 'true'},*65>] | [<{name: a#, expression: 'true'},*64>] | .matchConditions: Too many: 65: must have at most 64 items
          reinvocationPolicy |  | Never | .reinvocationPolicy: Required value
          reinvocationPolicy | Always | IfNeeded | .reinvocationPolicy: Unsupported value: "Always": supported values: "IfNeeded", "Never"
          mutations | [] | [{patchType: ApplyConfiguration, applyConfiguration: {expression: 'Object{}'}}] | .mutations: Required value: mutations must contain at least one item
          mutations | [{applyConfiguration: {expression: 'Object{}'}}] | [{patchType: ApplyConfiguration, applyConfiguration: {expression: 'Object{}'}}] | .mutations[0].patchType: Required value
          mutations | [{patchType: Odd, applyConfiguration: {expression: 'Object{}'}}] | [{patchType: ApplyConfiguration, applyConfiguration: {expression: 'Object{}'}}] | .mutations[0].patchType: Unsupported value: "Odd": supported values: "ApplyConfiguration", "JSONPatch"
          mutations | [{patchType: ApplyConfiguration}] | [{patchType: ApplyConfiguration, applyConfiguration: {expression: 'Object{}'}}] | .mutations[0].applyConfiguration: Required value: must be specified when patchType is ApplyConfiguration
          mutations | [{patchType: ApplyConfiguration, applyConfiguration: {expression: ''}}] | [{patchType: ApplyConfiguration, applyConfiguration: {expression: 'Object{}'}}] | .mutations[0].applyConfiguration.expression: Required value
          mutations | [{patchType: ApplyConfiguration, applyConfiguration: {expression: '1'}}] | [{patchType: ApplyConfiguration, applyConfiguration: {expression: 'Object{}'}}] | .mutations[0].applyConfiguration.expression: Invalid value: "1": must evaluate to Object but got int
          mutations | [{patchType: JSONPatch}] | [{patchType: JSONPatch, jsonPatch: {expression: '[JSONPatch{}]'}}] | .mutations[0].jsonPatch: Required value: must be specified when patchType is JSONPatch
          mutations | [{patchType: JSONPatch, jsonPatch: {expression: '[JSONPatch{}]'}, applyConfiguration: {expression: 'Object{}'}}] | [{patchType: JSONPatch, jsonPatch: {expression: '[JSONPatch{}]'}}] | .mutations[0].applyConfiguration: Invalid value: "{applyConfiguration}": must not be specified when patchType is JSONPatch
          variables | [{expression: '1'}] | [{name: a, expression: '1'}] | .variables[0].name: Required value: name is not specified
          variables | [{name: 1a, expression: '1'}] | [{name: a1, expression: '1'}] | .variables[0].name: Invalid value: "1a": must be a valid CEL identifier
          variables | [{name: a}] | [{name: a, expression: '1'}] | .variables[0].expression: Required value: expression is not specified
          matchConstraints.resourceRules | [{operations: [DELETE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}] | .matchConstraints.resourceRules.operations: Unsupported value: "DELETE": supported values: "*", "CONNECT", "CREATE", "UPDATE"
          """)
  void mutatingPolicies(Variation rule) {
    rule.within("spec").proveOnCreation(api, MUTATING);
  }

  @RuleTable(
      """
          policyName | '' | p | .policyName: Required value
          policyName | P | p | .policyName: Invalid value: "P": <subdomain>
          paramRef | {parameterNotFoundAction: Deny} | {name: a, parameterNotFoundAction: Deny} | .paramRef: Required value: one of name or selector must be specified
          paramRef | {name: a/b, parameterNotFoundAction: Deny} | {name: a b, parameterNotFoundAction: Deny} | .paramRef.name: Invalid value: "a/b": may not contain '/'
          paramRef | {name: a, selector: {}, parameterNotFoundAction: Deny} | {selector: {}, parameterNotFoundAction: Deny} | .paramRef.name: Forbidden: name and selector are mutually exclusive & .paramRef.selector: Forbidden: name and selector are mutually exclusive
          paramRef | {selector: {matchLabels: {a: '-'}}, parameterNotFoundAction: Deny} | {selector: {matchLabels: {a: b}}, parameterNotFoundAction: Deny} | .paramRef.selector.matchLabels: Invalid value: "-": <label value>
          paramRef | {name: a} | {name: a, parameterNotFoundAction: Allow} | .paramRef.parameterNotFoundAction: Required value
          paramRef | {name: a, parameterNotFoundAction: Odd} | {name: a, parameterNotFoundAction: Allow} | .paramRef.parameterNotFoundAction: Unsupported value: "Odd": supported values: "Deny", "Allow"
          matchResources | {matchPolicy: Odd} | {matchPolicy: Exact} | .matchResources.matchPolicy: Unsupported value: "Odd": supported values: "Equivalent", "Exact"
          validationActions | [] | [Warn] | .validationActions: Required value: at least one validation action is required
          validationActions | [Odd] | [Audit] | .validationActions[0]: Unsupported value: "Odd": supported values: "Audit", "Deny", "Warn"
          validationActions | [Deny, Deny] | [Deny, Audit] | .validationActions[1]: Duplicate value: "Deny"
          validationActions | [Deny, Warn] | [Warn, Audit] | .validationActions: Invalid value: ["Deny","Warn"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)
          """)
  void validatingBindings(Variation rule) {
    var binding = "spec: {policyName: p, validationActions: [Deny]}";
    rule.within("spec").proveOnCreation(api, object("ValidatingAdmissionPolicyBinding", binding));
  }

  @RuleTable(
      """
          policyName | '' | p | .policyName: Required value
          policyName | P | p | .policyName: Invalid value: "P": <subdomain>
          paramRef | {parameterNotFoundAction: Deny} | {name: a, parameterNotFoundAction: Deny} | .paramRef: Required value: one of name or selector must be specified
          paramRef | {name: a/b, parameterNotFoundAction: Deny} | {name: a b, parameterNotFoundAction: Deny} | .paramRef.name: Invalid value: "a/b": may not contain '/'
          paramRef | {name: a, selector: {}, parameterNotFoundAction: Deny} | {selector: {}, parameterNotFoundAction: Deny} | .paramRef.name: Forbidden: name and selector are mutually exclusive & .paramRef.selector: Forbidden: name and selector are mutually exclusive
          paramRef | {selector: {matchLabels: {a: '-'}}, parameterNotFoundAction: Deny} | {selector: {matchLabels: {a: b}}, parameterNotFoundAction: Deny} | .paramRef.selector.matchLabels: Invalid value: "-": <label value>
          paramRef | {name: a} | {name: a, parameterNotFoundAction: Allow} | .paramRef.parameterNotFoundAction: Required value
          paramRef | {name: a, parameterNotFoundAction: Odd} | {name: a, parameterNotFoundAction: Allow} | .paramRef.parameterNotFoundAction: Unsupported value: "Odd": supported values: "Deny", "Allow"
          matchResources | {matchPolicy: Odd} | {matchPolicy: Exact} | .matchResources.matchPolicy: Unsupported value: "Odd": supported values: "Equivalent", "Exact"
          matchResources | {resourceRules: [{operations: [DELETE], apiGroups: [''], apiVersions: [v1], resources: [pods]}]} | {resourceRules: [{operations: [UPDATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}]} | .matchResources.resourceRules.operations: Unsupported value: "DELETE": supported values: "*", "CONNECT", "CREATE", "UPDATE"
          """)
  void mutatingBindings(Variation rule) {
    var binding = object("MutatingAdmissionPolicyBinding", "spec: {policyName: p}");
    rule.within("spec").proveOnCreation(api, binding);
  }
}
