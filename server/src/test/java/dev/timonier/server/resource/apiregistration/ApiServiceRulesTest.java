package dev.timonier.server.resource.apiregistration;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class ApiServiceRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static final String LOCAL =
      "{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.g}, spec:"
          + " {group: g, version: v1, groupPriorityMinimum: 1, versionPriority: 1}}";
  private static final String REMOTE =
      LOCAL.replace("spec: {", "spec: {service: {namespace: a, name: b}, ");

  @RuleTable(
      """
          version | v2 | v1 | metadata.name: Invalid value: "v1.g": must be `spec.version+"."+spec.group`: "v2.g"
          groupPriorityMinimum | 0 | 1 | spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000
          groupPriorityMinimum | 20001 | 20000 | spec.groupPriorityMinimum: Invalid value: 20001: must be positive and less than 20000
          versionPriority | 0 | 1 | spec.versionPriority: Invalid value: 0: must be positive and less than 1000
          versionPriority | 1001 | 1000 | spec.versionPriority: Invalid value: 1001: must be positive and less than 1000
          caBundle | YQ== | '' | spec.caBundle: Invalid value: "1 bytes": local APIServices may not have a caBundle
          insecureSkipTLSVerify | true | false | spec.insecureSkipTLSVerify: Invalid value: true: local APIServices may not have insecureSkipTLSVerify
          """)
  void localServices(Variation rule) {
    rule.within("spec").proveOnCreation(api, LOCAL);
  }

  @RuleTable(
      """
          name | v1.h | v1.g | metadata.name: Invalid value: "v1.h": must be `spec.version+"."+spec.group`: "v1.g"
          name | v1/g | v1.g | metadata.name: Invalid value: "v1/g": may not contain '/'
          generateName | v1- | v1.g | metadata.generateName: Invalid value: "v1-": must be `spec.version+"."+spec.group`: "v1.g"
          """)
  void names(Variation rule) {
    rule.within("metadata").proveOnCreation(api, LOCAL);
  }

  @RuleTable(
      """
          service.namespace | '' | a | spec.service.namespace: Required value
          service.name | '' | a | spec.service.name: Required value
          service.port | 0 | 1 | spec.service.port: Invalid value: 0: port is not valid: <port>
          service.port | 65536 | 65535 | spec.service.port: Invalid value: 65536: port is not valid: <port>
          . | {insecureSkipTLSVerify: true, caBundle: YQ==} | {insecureSkipTLSVerify: true} | spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present
          """)
  void remoteServices(Variation rule) {
    rule.within("spec").proveOnCreation(api, REMOTE);
  }

  @RuleTable(
      """
          group | G | g | metadata.name: Invalid value: "v1.g": must be `spec.version+"."+spec.group`: "v1.G" & spec.group: Invalid value: "G": <subdomain>
          group | '' | g | metadata.name: Invalid value: "v1.g": must be `spec.version+"."+spec.group`: "v1."
          version | V1 | v1 | metadata.name: Invalid value: "v1.g": must be `spec.version+"."+spec.group`: "V1.g" & spec.version: Invalid value: "V1": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')
          . | {group: '', version: v2} | {} | metadata.name: Invalid value: "v1.g": must be `spec.version+"."+spec.group`: "v2." & spec.group: Required value: only v1 may have an empty group and it better be legacy kube
          """)
  void changedServices(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, LOCAL);
  }

  @RuleTable(
      """
          conditions | [{type: T, status: Odd}] | [{type: T, status: Unknown}] | status.conditions[0].status: Unsupported value: "Odd": supported values: "True", "False", "Unknown"
          """)
  void statusOfServices(Variation rule) {
    rule.within("status").proveOnUpdate(api, Part.STATUS, REMOTE);
  }
}
