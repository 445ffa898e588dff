package dev.timonier.server.resource.networking;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class NetworkingRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static final String INGRESS =
      "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: x}, spec: {defaultBackend:"
          + " {service: {name: s, port: {number: 80}}}}}";

  private static String object(String kind, String spec) {
    return "{apiVersion: networking.k8s.io/v1, kind: %s, metadata: {name: x}, spec: {%s}}"
        .formatted(kind, spec);
  }

  @RuleTable(
      """
          defaultBackend |  | {} | spec: Invalid value: null: either `defaultBackend` or `rules` must be specified
          defaultBackend.service |  | {} | spec.defaultBackend: Invalid value: "": resource or service backend is required
          defaultBackend | {resource: {kind: k, name: m}} | {service: null, resource: {kind: k, name: m}} | spec.defaultBackend: Invalid value: "": cannot set both resource and service backends
          defaultBackend | {service: null, resource: {apiGroup: A, kind: k, name: m}} | {service: null, resource: {apiGroup: a, kind: k, name: m}} | spec.defaultBackend.resource.apiGroup: Invalid value: "A": <subdomain>
          defaultBackend | {service: null, resource: {name: m}} | {service: null, resource: {kind: k, name: m}} | spec.defaultBackend.resource.kind: Required value
          defaultBackend | {service: null, resource: {kind: a/b, name: m}} | {service: null, resource: {kind: a.b, name: m}} | spec.defaultBackend.resource.kind: Invalid value: "a/b": may not contain '/'
          defaultBackend | {service: null, resource: {kind: k}} | {service: null, resource: {kind: k, name: m}} | spec.defaultBackend.resource.name: Required value
          defaultBackend | {service: null, resource: {kind: k, name: a%b}} | {service: null, resource: {kind: k, name: a-b}} | spec.defaultBackend.resource.name: Invalid value: "a%b": may not contain '%'
          defaultBackend.service.name | '' | s | spec.defaultBackend.service.name: Required value
          defaultBackend.service.name | S | s | spec.defaultBackend.service.name: Invalid value: "S": <label>
          defaultBackend.service.port | {name: p} | {name: p, number: null} | spec.defaultBackend: Invalid value: "": cannot set both port name & port number
          defaultBackend.service.port | {number: null} | {number: 1} | spec.defaultBackend: Required value: port name or number is required
          defaultBackend.service.port | {number: 65536} | {number: 65535} | spec.defaultBackend.service.port.number: Invalid value: 65536: <port>
          defaultBackend.service.port | {number: null, name: '1'} | {number: null, name: a1} | spec.defaultBackend.service.port.name: Invalid value: "1": must contain at least one letter (a-z)
          ingressClassName | A | a | spec.ingressClassName: Invalid value: "A": <subdomain>
          rules | [{host: 10.0.0.1}] | [{host: a.b}] | spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address
          rules | [{host: A.b}] | [{host: a.b}] | spec.rules[0].host: Invalid value: "A.b": <subdomain>
          rules | [{host: 'a.*.b'}] | [{host: '*.b'}] | spec.rules[0].host: Invalid value: "a.*.b": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          rules | [{http: {paths: []}}] | [{}] | spec.rules[0].http.paths: Required value
          rules | [{http: {paths: [{path: /}]}}] | [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified
          rules | [{http: {paths: [{path: /, pathType: Odd, backend: {service: {name: s, port: {number: 80}}}}]}}] | [{http: {paths: [{path: /, pathType: Exact, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].pathType: Unsupported value: "Odd": supported values: "Exact", "ImplementationSpecific", "Prefix"
          rules | [{http: {paths: [{path: x, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}] | [{http: {paths: [{path: /x, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].path: Invalid value: "x": must be an absolute path
          rules | [{http: {paths: [{path: '', pathType: Exact, backend: {service: {name: s, port: {number: 80}}}}]}}] | [{http: {paths: [{path: /, pathType: Exact, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].path: Invalid value: "": must be an absolute path
          rules | [{http: {paths: [{path: x, pathType: ImplementationSpecific, backend: {service: {name: s, port: {number: 80}}}}]}}] | [{http: {paths: [{path: '', pathType: ImplementationSpecific, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].path: Invalid value: "x": must be an absolute path
          rules | [{http: {paths: [{path: /a//b, pathType: Exact, backend: {service: {name: s, port: {number: 80}}}}]}}] | [{http: {paths: [{path: /a//b, pathType: ImplementationSpecific, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].path: Invalid value: "/a//b": must not contain '//'
          rules | [{http: {paths: [{path: /a/./b, pathType: Exact, backend: {service: {name: s, port: {number: 80}}}}]}}] | [{http: {paths: [{path: /a/./b, pathType: ImplementationSpecific, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].path: Invalid value: "/a/./b": must not contain '/./'
          rules | [{http: {paths: [{path: /a/../b, pathType: Exact, backend: {service: {name: s, port: {number: 80}}}}]}}] | [{http: {paths: [{path: /a/../b, pathType: ImplementationSpecific, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].path: Invalid value: "/a/../b": must not contain '/../'
          rules | [{http: {paths: [{path: /a%2fb, pathType: Exact, backend: {service: {name: s, port: {number: 80}}}}]}}] | [{http: {paths: [{path: /a%2fb, pathType: ImplementationSpecific, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].path: Invalid value: "/a%2fb": must not contain '%2f'
          rules | [{http: {paths: [{path: /a%2Fb, pathType: Exact, backend: {service: {name: s, port: {number: 80}}}}]}}] | [{http: {paths: [{path: /a%2Fb, pathType: ImplementationSpecific, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].path: Invalid value: "/a%2Fb": must not contain '%2F'
          rules | [{http: {paths: [{path: /a/.., pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}] | [{http: {paths: [{path: /a/..b, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].path: Invalid value: "/a/..": cannot end with '/..'
          rules | [{http: {paths: [{path: /a/., pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}] | [{http: {paths: [{path: /a/.b, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].path: Invalid value: "/a/.": cannot end with '/.'
          rules | [{http: {paths: [{path: /, pathType: Prefix}]}}] | [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}] | spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required
          tls | [{hosts: [A.b]}] | [{hosts: [a.b]}] | spec.tls[0].hosts[0]: Invalid value: "A.b": <subdomain>
          tls | [{hosts: ['*']}] | [{hosts: ['*.a']}] | spec.tls[0].hosts[0]: Invalid value: "*": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          tls | [{secretName: A}] | [{secretName: a}] | spec.tls[0].secretName: Invalid value: "A": <subdomain>
          """)
  void ingresses(Variation rule) {
    rule.within("spec").proveOnCreation(api, INGRESS);
  }

  @RuleTable(
      """
          metadata.annotations | {kubernetes.io/ingress.class: a} | {kubernetes.io/ingress.class: b} | annotations.kubernetes.io/ingress.class: Invalid value: "a": must match `ingressClassName` when both are specified
          """)
  void classesOfIngressesAgree(Variation rule) {
    rule.proveOnCreation(api, INGRESS.replace("spec: {", "spec: {ingressClassName: b, "));
  }

  @RuleTable(
      """
          spec.defaultBackend.service |  | {} | spec.defaultBackend: Invalid value: "": resource or service backend is required
          spec.tls | [{secretName: A}] | [{secretName: a}] | spec.tls[0].secretName: Invalid value: "A": <subdomain>
          """)
  void changedIngresses(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, INGRESS);
  }

  @RuleTable(
      """
          ip | x | 192.0.2.1 | status.loadBalancer.ingress[0].ip: Invalid value: "x": <address>
          hostname | A | a | status.loadBalancer.ingress[0].hostname: Invalid value: "A": <subdomain>
          hostname | 192.0.2.1 | a.b | status.loadBalancer.ingress[0].hostname: Invalid value: "192.0.2.1": must be a DNS name, not an IP address
          """)
  void statusOfIngresses(Variation rule) {
    var status = ", status: {loadBalancer: {ingress: [{ports: []}]}}}";
    var ingress = INGRESS.substring(0, INGRESS.length() - 1) + status;
    rule.within("status.loadBalancer.ingress[0]").proveOnUpdate(api, Part.STATUS, ingress);
  }

  @RuleTable(
      """
          controller | '' | a/b | spec.controller: Required value
          controller | a | a/b | spec.controller: Invalid value: "a": must be a domain-prefixed path (such as "acme.io/foo")
          controller | A/b | a/B | spec.controller: Invalid value: "A": <subdomain>
          controller | a/? | a/+ | spec.controller: Invalid value: "?": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')
          controller | a/<b*249> | a/<b*248> | spec.controller: Too long: may not be more than 250 bytes
          parameters | {apiGroup: A, kind: k, name: m} | {apiGroup: a, kind: k, name: m} | spec.parameters.apiGroup: Invalid value: "A": <subdomain>
          parameters | {name: m} | {kind: k, name: m} | spec.parameters.kind: Required value
          parameters | {kind: a/b, name: m} | {kind: a.b, name: m} | spec.parameters.kind: Invalid value: "a/b": may not contain '/'
          parameters | {kind: k} | {kind: k, name: m} | spec.parameters.name: Required value
          parameters | {kind: k, name: ..} | {kind: k, name: a..} | spec.parameters.name: Invalid value: "..": may not be '..'
          parameters | {kind: k, name: m, scope: Odd} | {kind: k, name: m, scope: Cluster} | spec.parameters.scope: Unsupported value: "Odd": supported values: "Cluster", "Namespace"
          parameters | {kind: k, name: m, scope: Namespace} | {kind: k, name: m, scope: Namespace, namespace: a} | spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'
          parameters | {kind: k, name: m, scope: Namespace, namespace: a.b} | {kind: k, name: m, scope: Namespace, namespace: a-b} | spec.parameters.namespace: Invalid value: "a.b": must not contain dots
          parameters | {kind: k, name: m, namespace: a} | {kind: k, name: m} | spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'
          """)
  void ingressClasses(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("IngressClass", "controller: a/b"));
  }

  @RuleTable(
      """
          controller | a/c | a/b | spec.controller: Invalid value: "a/c": field is immutable
          controller | | a/b | spec.controller: Invalid value: "": field is immutable & spec.controller: Required value
          controller | c | a/b | spec.controller: Invalid value: "c": field is immutable & spec.controller: Invalid value: "c": must be a domain-prefixed path (such as "acme.io/foo")
          parameters | {name: m} | {kind: k, name: m} | spec.parameters.kind: Required value
          """)
  void changedIngressClasses(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, object("IngressClass", "controller: a/b"));
  }

  @RuleTable(
      """
          ingress | [{ports: [{protocol: ICMP}]}] | [{ports: [{protocol: SCTP}]}] | spec.ingress[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"
          ingress | [{ports: [{port: 0}]}] | [{ports: [{port: 1}]}] | spec.ingress[0].ports[0].port: Invalid value: 0: <port>
          ingress | [{ports: [{port: '-'}]}] | [{ports: [{port: a-b}]}] | spec.ingress[0].ports[0].port: Invalid value: "-": must contain at least one letter (a-z) & spec.ingress[0].ports[0].port: Invalid value: "-": must not begin or end with a hyphen
          ingress | [{ports: [{port: 80, endPort: 79}]}] | [{ports: [{port: 80, endPort: 80}]}] | spec.ingress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`
          ingress | [{ports: [{port: 80, endPort: 65536}]}] | [{ports: [{port: 80, endPort: 65535}]}] | spec.ingress[0].ports[0].endPort: Invalid value: 65536: <port>
          ingress | [{ports: [{endPort: 90}]}] | [{ports: [{port: 90, endPort: 90}]}] | spec.ingress[0].ports[0].endPort: Invalid value: 90: may not be specified when `port` is not specified
          ingress | [{ports: [{port: http, endPort: 90}]}] | [{ports: [{port: http}]}] | spec.ingress[0].ports[0].endPort: Invalid value: 90: may not be specified when `port` is non-numeric
          ingress | [{from: [{}]}] | [{from: [{podSelector: {}}]}] | spec.ingress[0].from[0]: Required value: must specify a peer
          ingress | [{from: [{ipBlock: {cidr: 192.0.2.0/24}, podSelector: {}}]}] | [{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}] | spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer
          ingress | [{from: [{podSelector: {matchExpressions: [{key: a, operator: Odd}]}}]}] | [{from: [{podSelector: {matchExpressions: [{key: a, operator: Exists}]}}]}] | spec.ingress[0].from[0].podSelector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator
          ingress | [{from: [{namespaceSelector: {matchLabels: {a: '-'}}}]}] | [{from: [{namespaceSelector: {matchLabels: {a: b}}}]}] | spec.ingress[0].from[0].namespaceSelector.matchLabels: Invalid value: "-": <label value>
          ingress | [{from: [{ipBlock: {}}]}] | [{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}] | spec.ingress[0].from[0].ipBlock.cidr: Required value
          ingress | [{from: [{ipBlock: {cidr: 192.0.2.0}}]}] | [{from: [{ipBlock: {cidr: 192.0.2.0/32}}]}] | spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "192.0.2.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
          ingress | [{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [x]}}]}] | [{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.0/25]}}]}] | spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
          ingress | [{from: [{ipBlock: {cidr: 192.0.2.1/24, except: [x, 192.0.3.1/25]}}]}] | [{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.0/25]}}]}] | spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "192.0.2.1/24": must not have bits set beyond the prefix length & spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64) & spec.ingress[0].from[0].ipBlock.except[1]: Invalid value: "192.0.3.1/25": must not have bits set beyond the prefix length & spec.ingress[0].from[0].ipBlock.except[1]: Invalid value: "192.0.3.1/25": must be a strict subset of `cidr`
          ingress | [{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.0/24]}}]}] | [{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.0/25]}}]}] | spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "192.0.2.0/24": must be a strict subset of `cidr`
          ingress | [{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [198.51.100.0/25]}}]}] | [{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.128/25]}}]}] | spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "198.51.100.0/25": must be a strict subset of `cidr`
          egress | [{ports: [{protocol: ICMP}]}] | [{ports: [{protocol: SCTP}]}] | spec.egress[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"
          egress | [{ports: [{port: 0}]}] | [{ports: [{port: 1}]}] | spec.egress[0].ports[0].port: Invalid value: 0: <port>
          egress | [{ports: [{port: '-'}]}] | [{ports: [{port: a-b}]}] | spec.egress[0].ports[0].port: Invalid value: "-": must contain at least one letter (a-z) & spec.egress[0].ports[0].port: Invalid value: "-": must not begin or end with a hyphen
          egress | [{ports: [{port: 80, endPort: 79}]}] | [{ports: [{port: 80, endPort: 80}]}] | spec.egress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`
          egress | [{ports: [{port: 80, endPort: 65536}]}] | [{ports: [{port: 80, endPort: 65535}]}] | spec.egress[0].ports[0].endPort: Invalid value: 65536: <port>
          egress | [{ports: [{endPort: 90}]}] | [{ports: [{port: 90, endPort: 90}]}] | spec.egress[0].ports[0].endPort: Invalid value: 90: may not be specified when `port` is not specified
          egress | [{ports: [{port: http, endPort: 90}]}] | [{ports: [{port: http}]}] | spec.egress[0].ports[0].endPort: Invalid value: 90: may not be specified when `port` is non-numeric
          egress | [{to: [{}]}] | [{to: [{podSelector: {}}]}] | spec.egress[0].to[0]: Required value: must specify a peer
          egress | [{to: [{ipBlock: {cidr: 192.0.2.0/24}, podSelector: {}}]}] | [{to: [{ipBlock: {cidr: 192.0.2.0/24}}]}] | spec.egress[0].to[0]: Forbidden: may not specify both ipBlock and another peer
          egress | [{to: [{podSelector: {matchExpressions: [{key: a, operator: Odd}]}}]}] | [{to: [{podSelector: {matchExpressions: [{key: a, operator: Exists}]}}]}] | spec.egress[0].to[0].podSelector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator
          egress | [{to: [{namespaceSelector: {matchLabels: {a: '-'}}}]}] | [{to: [{namespaceSelector: {matchLabels: {a: b}}}]}] | spec.egress[0].to[0].namespaceSelector.matchLabels: Invalid value: "-": <label value>
          egress | [{to: [{ipBlock: {}}]}] | [{to: [{ipBlock: {cidr: 192.0.2.0/24}}]}] | spec.egress[0].to[0].ipBlock.cidr: Required value
          egress | [{to: [{ipBlock: {cidr: 192.0.2.0}}]}] | [{to: [{ipBlock: {cidr: 192.0.2.0/32}}]}] | spec.egress[0].to[0].ipBlock.cidr: Invalid value: "192.0.2.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
          egress | [{to: [{ipBlock: {cidr: 192.0.2.0/24, except: [x]}}]}] | [{to: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.0/25]}}]}] | spec.egress[0].to[0].ipBlock.except[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
          egress | [{to: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.0/24]}}]}] | [{to: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.0/25]}}]}] | spec.egress[0].to[0].ipBlock.except[0]: Invalid value: "192.0.2.0/24": must be a strict subset of `cidr`
          egress | [{to: [{ipBlock: {cidr: 192.0.2.0/24, except: [198.51.100.0/25]}}]}] | [{to: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.128/25]}}]}] | spec.egress[0].to[0].ipBlock.except[0]: Invalid value: "198.51.100.0/25": must be a strict subset of `cidr`
          podSelector.matchExpressions | [{key: a, operator: In}] | [{key: a, operator: In, values: [b]}] | spec.podSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'
          policyTypes | [Odd] | [Ingress] | spec.policyTypes[0]: Unsupported value: "Odd": supported values: "Ingress", "Egress"
          policyTypes | [Ingress, Egress, Ingress] | [Ingress, Egress] | spec.policyTypes: Invalid value: ["Ingress","Egress","Ingress"]: may not specify more than two policyTypes
          """)
  void networkPolicies(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("NetworkPolicy", "podSelector: {}"));
  }

  @RuleTable(
      """
          policyTypes | [Odd] | [Egress] | spec.policyTypes[0]: Unsupported value: "Odd": supported values: "Ingress", "Egress"
          """)
  void changedNetworkPolicies(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, object("NetworkPolicy", "podSelector: {}"));
  }

  @RuleTable(
      """
          spec.parentRef |  | {} | spec.parentRef: Required value
          spec.parentRef | {group: A} | {group: a} | spec.parentRef.group: Invalid value: "A": <subdomain>
          spec.parentRef | {resource: ''} | {resource: r} | spec.parentRef.resource: Required value
          spec.parentRef | {resource: a/b} | {resource: a.b} | spec.parentRef.resource: Invalid value: "a/b": may not contain '/'
          spec.parentRef | {name: ''} | {name: m} | spec.parentRef.name: Required value
          spec.parentRef | {name: a/b} | {name: a.b} | spec.parentRef.name: Invalid value: "a/b": may not contain '/'
          spec.parentRef | {namespace: a/b} | {namespace: a.b} | spec.parentRef.namespace: Invalid value: "a/b": may not contain '/'
          """)
  void addresses(Variation rule) {
    var address = object("IPAddress", "parentRef: {resource: services, name: s}");
    rule.proveOnCreation(api, address.replace("name: x", "name: 192.0.2.1"));
  }

  @RuleTable(
      """
          spec.parentRef | {name: t} | {name: s} | spec.parentRef: Invalid value: {"Group":"","Resource":"services","Namespace":"","Name":"t"}: field is immutable
          spec.parentRef | {name: ''} | {name: s} | spec.parentRef.name: Required value & spec.parentRef: Invalid value: {"Group":"","Resource":"services","Namespace":"","Name":""}: field is immutable
          spec.parentRef | | {} | spec.parentRef: Required value & spec.parentRef: Invalid value: null: field is immutable
          """)
  void changedAddresses(Variation rule) {
    var address = object("IPAddress", "parentRef: {resource: services, name: s}");
    rule.proveOnUpdate(api, Part.MAIN, address.replace("name: x", "name: 192.0.2.1"));
  }

  @RuleTable(
      """
          cidrs | [] | ['192.0.2.0/24', '2001:db8::/64'] | spec.cidrs: Required value: at least one CIDR required
          cidrs | ['192.0.2.0/24', '198.51.100.0/24', '2001:db8::/64'] | ['192.0.2.0/24', '2001:db8::/64'] | spec.cidrs: Invalid value: {"CIDRs":["192.0.2.0/24","198.51.100.0/24","2001:db8::/64"]}: may only hold up to 2 values
          cidrs | ['192.0.2.0/24', '198.51.100.0/24'] | ['2001:db8::/64', '192.0.2.0/24'] | spec.cidrs: Invalid value: ["192.0.2.0/24","198.51.100.0/24"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64
          cidrs | ['192.0.2.1/24'] | ['192.0.2.0/24'] | spec.cidrs[0]: Invalid value: "192.0.2.1/24": must not have bits set beyond the prefix length
          cidrs | ['192.0.2.0'] | ['192.0.2.0/32'] | spec.cidrs[0]: Invalid value: "192.0.2.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
          """)
  void serviceRanges(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("ServiceCIDR", "cidrs: ['192.0.2.0/24']"));
  }

  @RuleTable(
      """
          cidrs | ['198.51.100.0/24'] | ['192.0.2.0/24', '2001:db8::/64'] | spec.cidrs[0]: Invalid value: "198.51.100.0/24": field is immutable
          cidrs |  | ['192.0.2.0/24'] | spec.cidrs: Invalid value: null: field is immutable
          cidrs | [] | ['192.0.2.0/24'] | spec.cidrs: Invalid value: []: field is immutable
          cidrs | ['192.0.2.0/24', '2001:db8::/64', '2001:db8:1::/64'] | ['192.0.2.0/24'] | spec.cidrs: Invalid value: ["192.0.2.0/24","2001:db8::/64","2001:db8:1::/64"]: field is immutable
          cidrs | ['192.0.2.0/24', '198.51.100.0/24'] | ['192.0.2.0/24'] | spec.cidrs: Invalid value: ["192.0.2.0/24","198.51.100.0/24"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64
          """)
  void changedServiceRanges(Variation rule) {
    rule.within("spec")
        .proveOnUpdate(api, Part.MAIN, object("ServiceCIDR", "cidrs: ['192.0.2.0/24']"));
  }
}
