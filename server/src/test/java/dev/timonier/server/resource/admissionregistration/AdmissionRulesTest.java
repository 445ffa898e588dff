package dev.timonier.server.resource.admissionregistration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AdmissionRulesTest {
  private static final String URL = "clientConfig: {url: 'https://h/p'}";
  private static final String RULE =
      "operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]";
  private static final String CONSTRAINTS = "matchConstraints: {resourceRules: [{" + RULE + "}]}";
  private static final String DNS_1035 =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
  private static final String DNS_1123 =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
          + " used for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  private static final String URL_FORM = "; desired format: https://host[/path]";

  @AutoClose private final LocalApi api = new LocalApi();

  private static Creation of(String name, String kind, String rest, String... faults) {
    var yaml =
        "{apiVersion: admissionregistration.k8s.io/v1, kind: %s, metadata: {name: a}, %s}"
            .formatted(kind, rest);
    return new Creation(name, yaml, List.of(faults));
  }

  private static Creation hook(String name, String fields, String... faults) {
    return hooks("Validating", name, fields, faults);
  }

  private static Creation hooks(String type, String name, String fields, String... faults) {
    var hooks =
        "webhooks: [{name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], %s}]"
            .formatted(fields);
    return of(name, type + "WebhookConfiguration", hooks, faults);
  }

  private static Creation client(String name, String client, String... faults) {
    return hook(name, "clientConfig: " + client, faults);
  }

  private static Creation rule(String name, String fields, String... faults) {
    return hook(name, URL + ", rules: [{" + fields + "}]", faults);
  }

  private static Creation resources(String resources, String... faults) {
    return rule(
        "resources " + resources,
        "operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: " + resources,
        faults);
  }

  private static Creation validating(String name, String fields, String... faults) {
    return of(name, "ValidatingAdmissionPolicy", "spec: {" + fields + "}", faults);
  }

  private static Creation policy(String name, String fields, String... faults) {
    return validating(name, CONSTRAINTS + ", " + fields, faults);
  }

  private static Creation mutating(String name, String fields, String... faults) {
    var spec = "spec: {reinvocationPolicy: Never, " + CONSTRAINTS + ", " + fields + "}";
    return of(name, "MutatingAdmissionPolicy", spec, faults);
  }

  private static Creation binding(String name, String fields, String... faults) {
    return of(
        name,
        "ValidatingAdmissionPolicyBinding",
        "spec: {policyName: p, validationActions: [Deny], " + fields + "}",
        faults);
  }

  private static String times(int count, String element) {
    return IntStream.range(0, count).mapToObj(element::formatted).collect(Collectors.joining(","));
  }

  static final List<Creation> WEBHOOKS =
      List.of(
          of(
              "webhook of nothing",
              "ValidatingWebhookConfiguration",
              "webhooks: [{}]",
              "webhooks[0].name: Required value",
              "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun",
              "webhooks[0].clientConfig: Required value: exactly one of url or service is required",
              "webhooks[0].admissionReviewVersions: Required value: must specify one of v1,"
                  + " v1beta1"),
          of("no webhook", "ValidatingWebhookConfiguration", "webhooks: []"),
          hook("webhook", URL),
          hook(
              "words",
              URL + ", failurePolicy: a, matchPolicy: b, timeoutSeconds: 31, reinvocationPolicy: c",
              "webhooks[0].failurePolicy: Unsupported value: \"a\": supported values: \"Fail\","
                  + " \"Ignore\"",
              "webhooks[0].matchPolicy: Unsupported value: \"b\": supported values:"
                  + " \"Equivalent\", \"Exact\"",
              "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1"
                  + " and 30 seconds"),
          hook("longest timeout", URL + ", timeoutSeconds: 30"),
          hooks(
              "Mutating",
              "reinvocation",
              URL + ", reinvocationPolicy: Maybe",
              "webhooks[0].reinvocationPolicy: Unsupported value: \"Maybe\": supported values:"
                  + " \"IfNeeded\", \"Never\""),
          of(
              "names and versions",
              "ValidatingWebhookConfiguration",
              "webhooks: [{name: b.c, sideEffects: None, admissionReviewVersions: [v2, v2, V], %1$s},"
                      .formatted(URL)
                  + " {name: A.b.c, sideEffects: None, admissionReviewVersions: [v1], %1$s}, {name: a.b.c, sideEffects: None, admissionReviewVersions: [v1beta1], %1$s}, {name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], %1$s}]"
                      .formatted(URL),
              "webhooks[0].name: Invalid value: \"b.c\": should be a domain with at least three"
                  + " segments separated by dots",
              "webhooks[0].admissionReviewVersions[1]: Invalid value: \"v2\": duplicate version",
              "webhooks[0].admissionReviewVersions[2]: Invalid value: \"V\": " + DNS_1035,
              "webhooks[0].admissionReviewVersions: Invalid value: [\"v2\",\"v2\",\"V\"]: must"
                  + " include at least one of v1, v1beta1",
              "webhooks[1].name: Invalid value: \"A.b.c\": " + DNS_1123,
              "webhooks[3].name: Duplicate value: \"a.b.c\""),
          client(
              "URL with everything",
              "{url: 'http://user:pw@/?q=1#f'}",
              "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL"
                  + " scheme"
                  + URL_FORM,
              "webhooks[0].clientConfig.url: Invalid value: \"\": host must be specified"
                  + URL_FORM,
              "webhooks[0].clientConfig.url: Invalid value: \"user:pw\": user information is not"
                  + " permitted in the URL",
              "webhooks[0].clientConfig.url: Invalid value: \"f\": fragments are not permitted in the"
                  + " URL",
              "webhooks[0].clientConfig.url: Invalid value: \"q=1\": query parameters are not"
                  + " permitted in the URL"),
          client("URL with port and path", "{url: 'https://h.example.com:8443/a/b'}"),
          client(
              "both ways",
              "{url: 'https://h', service: {name: a, namespace: b}}",
              "webhooks[0].clientConfig: Required value: exactly one of url or service is required"),
          client("service", "{service: {name: a, namespace: b, path: /a/b/, port: 65535}}"),
          client(
              "service without a name",
              "{service: {namespace: b}}",
              "webhooks[0].clientConfig.service.namespace: Required value"),
          client(
              "service's port and path",
              "{service: {name: a, namespace: b, path: 'x/B//', port: 0}}",
              "webhooks[0].clientConfig.service.port: Invalid value: 0: port is not valid: must be"
                  + " between 1 and 65535, inclusive",
              "webhooks[0].clientConfig.service.path: Invalid value: \"x/B//\": must start with a"
                  + " '/'",
              "webhooks[0].clientConfig.service.path: Invalid value: \"x/B//\": segment[0] may not be"
                  + " empty",
              "webhooks[0].clientConfig.service.path: Invalid value: \"x/B//\": segment[1]: "
                  + DNS_1123,
              "webhooks[0].clientConfig.service.path: Invalid value: \"x/B//\": segment[2] may not be"
                  + " empty"),
          rule(
              "rule of nothing",
              "",
              "webhooks[0].rules[0].operations: Required value",
              "webhooks[0].rules[0].apiGroups: Required value",
              "webhooks[0].rules[0].apiVersions: Required value",
              "webhooks[0].rules[0].resources: Required value"),
          rule(
              "any and others",
              "operations: ['*', GET], apiGroups: ['*', a], apiVersions: ['*', ''], resources: [x],"
                  + " scope: z",
              "webhooks[0].rules[0].operations: Invalid value: [\"*\",\"GET\"]: if '*' is present,"
                  + " must not specify other operations",
              "webhooks[0].rules[0].operations[1]: Unsupported value: \"GET\": supported values:"
                  + " \"*\", \"CONNECT\", \"CREATE\", \"DELETE\", \"UPDATE\"",
              "webhooks[0].rules[0].apiGroups: Invalid value: [\"*\",\"a\"]: if '*' is present, must"
                  + " not specify other API groups",
              "webhooks[0].rules[0].apiVersions: Invalid value: [\"*\",\"\"]: if '*' is present,"
                  + " must not specify other API versions",
              "webhooks[0].rules[0].apiVersions[1]: Required value",
              "webhooks[0].rules[0].scope: Unsupported value: \"z\": supported values: \"*\","
                  + " \"Cluster\", \"Namespaced\""),
          resources("['*', 'pods/status', '*/scale']"),
          resources(
              "['*', pods]",
              "webhooks[0].rules[0].resources: Invalid value: [\"*\",\"pods\"]: if '*' is present,"
                  + " must not specify other resources without subresources"),
          resources(
              "['*/*', 'pods/status']",
              "webhooks[0].rules[0].resources: Invalid value: [\"*/*\",\"pods/status\"]: if '*/*' is"
                  + " present, must not specify other resources"),
          resources(
              "['pods/*', 'pods/status', '*/status', 'nodes/status']",
              "webhooks[0].rules[0].resources[1]: Invalid value: \"pods/status\": if 'pods/*' is"
                  + " present, must not specify pods/status",
              "webhooks[0].rules[0].resources[3]: Invalid value: \"nodes/status\": if '*/status' is"
                  + " present, must not specify nodes/status"),
          hook(
              "conditions",
              URL
                  + ", matchConditions: [{name: a, expression: 'true'}, {name: a, expression: ' '},"
                  + " {expression: 'true'}]",
              "webhooks[0].matchConditions[1].expression: Required value",
              "webhooks[0].matchConditions[1].name: Duplicate value: \"a\"",
              "webhooks[0].matchConditions[2].name: Required value"),
          hook(
              "too many conditions",
              URL + ", matchConditions: [" + times(65, "{name: a%s, expression: 'true'}") + "]",
              "webhooks[0].matchConditions: Too many: 65: must have at most 64 items"));

  static final List<Creation> POLICIES =
      List.of(
          validating(
              "policy of nothing",
              "",
              "spec.matchConstraints: Required value",
              "spec.validations: Required value: validations or auditAnnotations must contain at"
                  + " least one item",
              "spec.auditAnnotations: Required value: validations or auditAnnotations must contain"
                  + " at least one item"),
          validating(
              "policy for no resource",
              "matchConstraints: {}, failurePolicy: x, validations: [{expression: 'true'}]",
              "spec.failurePolicy: Unsupported value: \"x\": supported values: \"Fail\","
                  + " \"Ignore\"",
              "spec.matchConstraints.resourceRules: Required value"),
          policy("policy", "validations: [{expression: 'true', message: a, reason: Forbidden}]"),
          policy(
              "validation's messages",
              "validations: [{message: ' ', messageExpression: ' ', reason: x}, {expression: 'true',"
                  + " message: \"a\\nb\"}]",
              "spec.validations[0].expression: Required value: expression is not specified",
              "spec.validations[0].messageExpression: Invalid value: \" \": must be non-empty if"
                  + " specified",
              "spec.validations[0].message: Invalid value: \" \": must be non-empty if"
                  + " specified",
              "spec.validations[0].reason: Unsupported value: \"x\": supported values:"
                  + " \"Forbidden\", \"Invalid\", \"RequestEntityTooLarge\"",
              "spec.validations[1].message: Invalid value: \"a\\nb\": must not contain line"
                  + " breaks"),
          policy(
              "variables",
              "variables: [{name: 1a, expression: '1'}, {name: in, expression: '1'}, {name: a}, {}],"
                  + " validations: [{expression: 'true'}]",
              "spec.variables[0].name: Invalid value: \"1a\": must be a valid CEL identifier",
              "spec.variables[1].name: Invalid value: \"in\": must be a valid CEL identifier",
              "spec.variables[2].expression: Required value: expression is not specified",
              "spec.variables[3].name: Required value: name is not specified",
              "spec.variables[3].expression: Required value: expression is not specified"),
          policy(
              "audit annotations",
              "auditAnnotations: [{key: k, valueExpression: \"'x'\"}, {key: k}]",
              "spec.auditAnnotations[1].valueExpression: Required value: valueExpression is not"
                  + " specified",
              "spec.auditAnnotations[1].key: Duplicate value: \"k\""),
          policy(
              "kind of parameters",
              "paramKind: {apiVersion: 'A/V1', kind: a_b}, validations: [{expression: 'true'}]",
              "spec.paramKind.apiVersion: Invalid value: \"A\": " + DNS_1123,
              "spec.paramKind.apiVersion: Invalid value: \"V1\": " + DNS_1035,
              "spec.paramKind.kind: Invalid value: \"a_b\": may have mixed case, but should"
                  + " otherwise match: "
                  + DNS_1035),
          policy(
              "kind of parameters in too many parts",
              "paramKind: {apiVersion: a/b/c, kind: K}, validations: [{expression: 'true'}]",
              "spec.paramKind.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string:"
                  + " a/b/c"),
          mutating(
              "mutations",
              "mutations: [{}, {patchType: x}, {patchType: JSONPatch, applyConfiguration:"
                  + " {expression: 'Object{}'}}, {patchType: ApplyConfiguration,"
                  + " applyConfiguration: {expression: ''}}]",
              "spec.mutations[0].patchType: Required value",
              "spec.mutations[1].patchType: Unsupported value: \"x\": supported values:"
                  + " \"ApplyConfiguration\", \"JSONPatch\"",
              "spec.mutations[2].jsonPatch: Required value: must be specified when patchType is"
                  + " JSONPatch",
              "spec.mutations[2].applyConfiguration: Invalid value: \"{applyConfiguration}\": must"
                  + " not be specified when patchType is JSONPatch",
              "spec.mutations[3].applyConfiguration.expression: Required value"),
          of(
              "mutating policy of nothing",
              "MutatingAdmissionPolicy",
              "spec: {}",
              "spec.matchConstraints: Required value",
              "spec.mutations: Required value: mutations must contain at least one item",
              "spec.reinvocationPolicy: Required value"),
          of(
              "mutation of what is deleted",
              "MutatingAdmissionPolicy",
              "spec: {reinvocationPolicy: Always, matchConstraints: {resourceRules: [{operations:"
                  + " [DELETE], apiGroups: [''], apiVersions: [v1], resources: [pods]}]}, mutations:"
                  + " [{patchType: ApplyConfiguration, applyConfiguration: {expression:"
                  + " 'Object{}'}}]}",
              "spec.matchConstraints.resourceRules.operations: Unsupported value: \"DELETE\":"
                  + " supported values: \"*\", \"CONNECT\", \"CREATE\", \"UPDATE\"",
              "spec.reinvocationPolicy: Unsupported value: \"Always\": supported values:"
                  + " \"IfNeeded\", \"Never\""));

  private static final String COUNT = "[{expression: 'variables.a > 1'}]";

  static final List<Creation> EXPRESSIONS =
      List.of(
          hook(
              "condition of a webhook",
              URL
                  + ", matchConditions: [{name: a, expression: object.}, {name: b, expression: '1'},"
                  + " {name: c, expression: params.x}, {name: d, expression:"
                  + " 'request.userInfo.groups.size() > 0'}]",
              "webhooks[0].matchConditions[0].expression: Invalid value: \"object.\": compilation"
                  + " failed: ERROR: <input>:1:8: Syntax error: no viable alternative at input '.'\n"
                  + " | object.\n | .......^",
              "webhooks[0].matchConditions[1].expression: Invalid value: \"1\": must evaluate to bool"
                  + " but got int",
              "webhooks[0].matchConditions[2].expression: Invalid value: \"params.x\": compilation"
                  + " failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container"
                  + " '')\n | params.x\n | ^"),
          policy(
              "parameters",
              "paramKind: {apiVersion: v1, kind: K}, validations: [{expression: params.x == 1}]"),
          policy(
              "no parameters",
              "validations: [{expression: params.x == 1}]",
              "spec.validations[0].expression: Invalid value: \"params.x == 1\": compilation failed:"
                  + " ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n"
                  + " | params.x == 1\n | ^"),
          policy("variables", "variables: [{name: a, expression: '1'}], validations: " + COUNT),
          policy(
              "no such variable",
              "variables: [{name: b, expression: '1'}], validations: " + COUNT,
              "spec.validations[0].expression: Invalid value: \"variables.a > 1\": compilation"
                  + " failed: ERROR: <input>:1:10: undefined field 'a'\n | variables.a > 1\n"
                  + " | .........^"),
          policy(
              "variable before the first",
              "variables: [{name: a, expression: variables.b}], validations: [{expression: 'true'}]",
              "spec.variables[0].expression: Invalid value: \"variables.b\": compilation failed:"
                  + " ERROR: <input>:1:10: undefined field 'b'\n | variables.b\n | .........^"),
          policy(
              "no variables",
              "validations: " + COUNT,
              "spec.validations[0].expression: Invalid value: \"variables.a > 1\": compilation"
                  + " failed: ERROR: <input>:1:1: undeclared reference to 'variables' (in container"
                  + " '')\n | variables.a > 1\n | ^"),
          policy(
              "condition that names variables",
              "variables: [{name: a, expression: '1'}], matchConditions: [{name: a, expression:"
                  + " variables.a == 1}], validations: [{expression: 'true'}]",
              "spec.matchConditions[0].expression: Invalid value: \"variables.a == 1\": compilation"
                  + " failed: ERROR: <input>:1:1: undeclared reference to 'variables' (in container"
                  + " '')\n | variables.a == 1\n | ^"),
          policy(
              "variable with fields",
              "variables: [{name: a, expression: request}], validations: [{expression:"
                  + " variables.a.anything == 1}]"),
          policy(
              "variable of another type",
              "variables: [{name: a, expression: '[1]'}], validations: " + COUNT,
              "spec.validations[0].expression: Invalid value: \"variables.a > 1\": compilation"
                  + " failed: ERROR: <input>:1:13: found no matching overload for '_>_' applied to"
                  + " '(list(int), int)'\n | variables.a > 1\n | ............^"),
          policy(
              "permissions",
              "validations: [{expression: \"authorizer.group('').resource('pods').check('get').allowed()"
                  + " && authorizer.requestResource.check('x').allowed()\"}]"),
          policy(
              "message",
              "validations: [{expression: 'true', messageExpression: '1'}, {expression: 'true',"
                  + " messageExpression: authorizer.x}, {expression: 'true', messageExpression:"
                  + " request.name}]",
              "spec.validations[0].messageExpression: Invalid value: \"1\": must evaluate to string"
                  + " but got int",
              "spec.validations[1].messageExpression: Invalid value: \"authorizer.x\": compilation"
                  + " failed: ERROR: <input>:1:1: undeclared reference to 'authorizer' (in container"
                  + " '')\n | authorizer.x\n | ^"),
          policy(
              "annotation of another type",
              "auditAnnotations: [{key: k, valueExpression: '1'}]",
              "spec.auditAnnotations[0].valueExpression: Invalid value: \"1\": must evaluate to one of"
                  + " [string null_type] but got int"),
          mutating(
              "patches",
              "mutations: [{patchType: ApplyConfiguration, applyConfiguration: {expression:"
                  + " 'Object{metadata: Object.metadata{labels: {\"a\": \"b\"}}}'}}, {patchType:"
                  + " JSONPatch, jsonPatch: {expression: '[JSONPatch{op: \"add\", path: \"/a\"}]'}}]"),
          mutating(
              "no patches",
              "mutations: [{patchType: ApplyConfiguration, applyConfiguration: {expression: '1'}},"
                  + " {patchType: JSONPatch, jsonPatch: {expression: '[]'}}]",
              "spec.mutations[0].applyConfiguration.expression: Invalid value: \"1\": must evaluate to"
                  + " Object but got int",
              "spec.mutations[1].jsonPatch.expression: Invalid value: \"[]\": must evaluate to"
                  + " list(JSONPatch) but got list(dyn)"));

  static final List<Creation> BINDINGS =
      List.of(
          of(
              "binding of nothing",
              "ValidatingAdmissionPolicyBinding",
              "spec: {}",
              "spec.policyName: Required value",
              "spec.validationActions: Required value: at least one validation action is required"),
          of(
              "mutating binding of nothing",
              "MutatingAdmissionPolicyBinding",
              "spec: {}",
              "spec.policyName: Required value"),
          of(
              "actions",
              "ValidatingAdmissionPolicyBinding",
              "spec: {policyName: p, validationActions: [Deny, Warn, Deny, x]}",
              "spec.validationActions[2]: Duplicate value: \"Deny\"",
              "spec.validationActions[3]: Unsupported value: \"x\": supported values: \"Audit\","
                  + " \"Deny\", \"Warn\"",
              "spec.validationActions: Invalid value: [\"Deny\",\"Warn\",\"Deny\",\"x\"]: must not"
                  + " contain both Deny and Warn (repeating the same validation failure information"
                  + " in the API response and headers serves no purpose)"),
          binding("parameter by name", "paramRef: {name: A b, parameterNotFoundAction: Deny}"),
          binding(
              "parameter by name and selector",
              "paramRef: {name: a, selector: {}, parameterNotFoundAction: Cry}",
              "spec.paramRef.name: Forbidden: name and selector are mutually exclusive",
              "spec.paramRef.selector: Forbidden: name and selector are mutually exclusive",
              "spec.paramRef.parameterNotFoundAction: Unsupported value: \"Cry\": supported values:"
                  + " \"Deny\", \"Allow\""),
          binding(
              "parameter by nothing",
              "paramRef: {}",
              "spec.paramRef: Required value: one of name or selector must be specified",
              "spec.paramRef.parameterNotFoundAction: Required value"),
          binding(
              "named resources",
              "matchResources: {resourceRules: [{resourceNames: [a/b, c, c], " + RULE + "}]}",
              "spec.matchResources.resourceRules[0].resourceNames[0]: Invalid value: \"a/b\": may not"
                  + " contain '/'",
              "spec.matchResources.resourceRules[0].resourceNames[2]: Duplicate value: \"c\""));

  @ParameterizedTest
  @FieldSource({"WEBHOOKS", "POLICIES", "EXPRESSIONS", "BINDINGS"})
  void newObjectsKeepTheirRules(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  private record Told(String name, String url, String fault) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Told> URLS =
      List.of(
          new Told("escape", "%%", "invalid URL escape \"%%\""),
          new Told("escape in the path", "https://h/%zz", "invalid URL escape \"%zz\""),
          new Told("no scheme", ":a", "missing protocol scheme"),
          new Told("colon", "1a:b", "first path segment in URL cannot contain colon"),
          new Told("port", "https://h:x/", "invalid port \":x\" after host"),
          new Told("host", "https://a b/", "invalid character \" \" in host name"),
          new Told("literal", "https://[::1/", "missing ']' in host"),
          new Told("user", "https://a b@h/", "net/url: invalid userinfo"));

  @ParameterizedTest
  @FieldSource("URLS")
  void urlsThatCannotBeReadAreTold(Told told) {
    var c = client(told.name(), "{url: '" + told.url() + "'}");
    assertThat(LocalApi.faults(() -> api.create(c.yaml())))
        .containsExactly(
            "webhooks[0].clientConfig.url: Required value: url must be a valid URL: parse \""
                + told.url()
                + "\": "
                + told.fault()
                + URL_FORM);
  }

  @Test
  void whatIsLeftOutIsFilledIn() {
    var rule = ", rules: [{" + RULE + "}]";
    var service = "clientConfig: {service: {name: a, namespace: b}}";
    var hook = api.create(hooks("Mutating", "", service + rule).yaml()).at("/webhooks/0");
    assertThat(hook.toString())
        .contains("\"failurePolicy\":\"Fail\"")
        .contains("\"matchPolicy\":\"Equivalent\"")
        .contains("\"namespaceSelector\":{}")
        .contains("\"objectSelector\":{}")
        .contains("\"timeoutSeconds\":10")
        .contains("\"reinvocationPolicy\":\"Never\"")
        .contains("\"scope\":\"*\"")
        .contains("\"port\":443");
    var policy = api.create(policy("", "validations: [{expression: 'true'}]").yaml()).at("/spec");
    assertThat(policy.path("failurePolicy").asText()).isEqualTo("Fail");
    assertThat(policy.at("/matchConstraints/matchPolicy").asText()).isEqualTo("Equivalent");
    assertThat(policy.at("/matchConstraints/resourceRules/0/scope").asText()).isEqualTo("*");
  }

  @Test
  void tablesTellWhatIsCounted() {
    var hook = hook("", URL).yaml();
    assertThat(api.cells(hook)).element(1).isEqualTo(1);
    var policy = policy("", "paramKind: {apiVersion: v1, kind: A}, validations: [{}]").yaml();
    assertThat(api.cells(policy)).startsWith("a", 1, "v1/A");
    assertThat(api.cells(binding("", "x: 1").yaml())).startsWith("a", "p", "<unset>");
    assertThat(api.cells(binding("", "paramRef: {name: o}").yaml())).contains("*/o");
    var selector =
        "paramRef: {selector: {matchLabels: {b: c}, matchExpressions: [{key: d, operator: In, values: [e, f]}]}}";
    assertThat(api.cells(binding("", selector).yaml()))
        .contains(
            "&LabelSelector{MatchLabels:map[string]string{b: c,},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:d,Operator:In,Values:[e f],},},}");
  }
}
