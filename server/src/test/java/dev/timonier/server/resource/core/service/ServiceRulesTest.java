package dev.timonier.server.resource.core.service;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Services that get no addresses, for nobody allocates them here.
class ServiceRulesTest {
  private static final String SERVICE =
      "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 1}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @RuleTable(
      """
          ports | | [{port: 2}] | .ports: Required value
          . | {type: LoadBalancer, clusterIP: None, clusterIPs: [None]} | {clusterIP: None, clusterIPs: [None]} | .clusterIPs[0]: Invalid value: "None": may not be set to 'None' for LoadBalancer services
          . | {type: NodePort, clusterIP: None, clusterIPs: [None]} | {ports: null, clusterIP: None, clusterIPs: [None]} | .clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services
          . | {type: ExternalName, externalName: a, clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1]} | {ports: null, type: ExternalName, externalName: a.b.} | .clusterIPs: Forbidden: may not be set for ExternalName services
          . | {type: ExternalName, externalName: a, ipFamilies: [IPv4]} | {type: ExternalName, externalName: a} | .ipFamilies: Forbidden: may not be set for ExternalName services
          . | {type: ExternalName, externalName: a, ipFamilyPolicy: SingleStack} | {ipFamilyPolicy: SingleStack} | .ipFamilyPolicy: Forbidden: may not be set for ExternalName services
          . | {type: ExternalName, externalName: .} | {type: ExternalName, externalName: a.} | .externalName: Required value
          . | {type: ExternalName, externalName: A.} | {type: ExternalName, externalName: a} | .externalName: Invalid value: "A": <subdomain>
          ports | [{port: 1, name: a}, {port: 2}] | [{port: 1, name: a}, {port: 2, name: b}] | .ports[1].name: Required value
          ports | [{port: 1, name: A}] | [{port: 1, name: a}] | .ports[0].name: Invalid value: "A": <label>
          ports | [{port: 1, name: a}, {port: 2, name: a}] | [{port: 1, name: b}, {port: 2, name: a}] | .ports[1].name: Duplicate value: "a"
          ports | [{port: 65536, targetPort: 1}] | [{port: 65535, targetPort: 1}] | .ports[0].port: Invalid value: 65536: <port>
          ports | [{port: 1, protocol: ICMP}] | [{port: 1, protocol: SCTP}] | .ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"
          ports | [{port: 1, targetPort: 65536}] | [{port: 1, targetPort: a}] | .ports[0].targetPort: Invalid value: 65536: <port>
          ports | [{port: 1, targetPort: '1'}] | [{port: 1, targetPort: a1}] | .ports[0].targetPort: Invalid value: "1": must contain at least one letter (a-z)
          ports | [{port: 1, appProtocol: a b}] | [{port: 1, appProtocol: a.io/b}] | .ports[0].appProtocol: Invalid value: "a b": <qualified name>
          ports | [{port: 1, nodePort: 30000}] | [{port: 1, nodePort: 0}] | .ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'
          . | {type: NodePort, ports: [{port: 1, name: a, nodePort: 1}, {port: 2, name: b, nodePort: 1}]} | {type: NodePort, ports: [{port: 1, name: a, nodePort: 1}, {port: 2, name: b, protocol: UDP, nodePort: 1}]} | .ports[1].nodePort: Duplicate value: 1
          ports | [{port: 1, name: a}, {port: 1, name: b}] | [{port: 1, name: a}, {port: 1, name: b, protocol: UDP}] | .ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":1,"TargetPort":0,"NodePort":0}
          selector | {a: b c} | {a: b} | .selector: Invalid value: "b c": <label value>
          sessionAffinity | Cookie | ClientIP | .sessionAffinity: Unsupported value: "Cookie": supported values: "ClientIP", "None"
          . | {sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86401}}} | {sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86400}}} | .sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400
          . | {sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}} | {sessionAffinity: ClientIP} | .sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less than 86400
          . | {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.2]} | {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1]} | .clusterIPs: Invalid value: ["10.0.0.2"]: first value must match `clusterIP`
          clusterIPs | [10.0.0.1] | [] | .clusterIPs: Invalid value: ["10.0.0.1"]: must be empty when `clusterIP` is not specified
          ipFamilies | [IPv5] | [IPv6] | .ipFamilies[0]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6"
          ipFamilies | [IPv4, IPv4] | [IPv4, IPv6] | .ipFamilies[1]: Duplicate value: "IPv4"
          ipFamilyPolicy | Any | PreferDualStack | .ipFamilyPolicy: Unsupported value: "Any": supported values: "PreferDualStack", "RequireDualStack", "SingleStack"
          . | {clusterIP: None, clusterIPs: [None, 10.0.0.1]} | {clusterIP: None, clusterIPs: [None]} | .clusterIPs: Invalid value: ["None","10.0.0.1"]: 'None' must be the first and only value
          . | {clusterIP: a, clusterIPs: [a]} | {clusterIP: '::1', clusterIPs: ['::1']} | .clusterIPs[0]: Invalid value: "a": <address>
          . | {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, '::1', 10.0.0.2]} | {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, '::1']} | .clusterIPs: Invalid value: ["10.0.0.1","::1","10.0.0.2"]: may only hold up to 2 values
          . | {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 10.0.0.2]} | {clusterIP: '::1', clusterIPs: ['::1', 10.0.0.2]} | .clusterIPs: Invalid value: ["10.0.0.1","10.0.0.2"]: may specify no more than one IP for each IP family
          . | {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ipFamilies: [IPv6]} | {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ipFamilies: [IPv4]} | .clusterIPs[0]: Invalid value: "10.0.0.1": expected an IPv6 value as indicated by `ipFamilies[0]`
          . | {clusterIP: '::1', clusterIPs: ['::1'], ipFamilies: [IPv4]} | {clusterIP: None, clusterIPs: [None], ipFamilies: [IPv4]} | .clusterIPs[0]: Invalid value: "::1": expected an IPv4 value as indicated by `ipFamilies[0]`
          externalIPs | [a] | [10.0.0.1] | .externalIPs[0]: Invalid value: "a": <address>
          externalIPs | [0.0.0.0] | [0.0.0.1] | .externalIPs[0]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)
          externalIPs | [127.0.0.1] | [126.0.0.1] | .externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)
          externalIPs | [169.254.0.1] | [169.253.0.1] | .externalIPs[0]: Invalid value: "169.254.0.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)
          externalIPs | [224.0.0.1] | [224.0.1.1] | .externalIPs[0]: Invalid value: "224.0.0.1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)
          type | Odd | ClusterIP | .type: Unsupported value: "Odd": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"
          loadBalancerSourceRanges | [10.0.0.0/8] | [] | .LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'
          . | {type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0]} | {type: LoadBalancer, loadBalancerSourceRanges: [' 10.0.0.0/8 ']} | .LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
          allocateLoadBalancerNodePorts | true | | .allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'
          . | {loadBalancerClass: a} | {type: LoadBalancer, loadBalancerClass: a} | .loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'
          . | {type: LoadBalancer, loadBalancerClass: a b} | {type: LoadBalancer, loadBalancerClass: a.io/b} | .loadBalancerClass: Invalid value: "a b": <qualified name>
          externalTrafficPolicy | Local | | .externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services
          . | {type: NodePort, externalTrafficPolicy: Near} | {externalIPs: [10.0.0.1], externalTrafficPolicy: Local} | .externalTrafficPolicy: Unsupported value: "Near": supported values: "Cluster", "Local"
          healthCheckNodePort | 30000 | 0 | .healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'
          . | {type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 65536} | {type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 65535} | .healthCheckNodePort: Invalid value: 65536: <port>
          internalTrafficPolicy | Near | Local | .internalTrafficPolicy: Unsupported value: "Near": supported values: "Cluster", "Local"
          trafficDistribution | PreferFar | PreferSameNode | .trafficDistribution: Unsupported value: "PreferFar": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"
          """)
  void servicesKeepTheirRules(Variation rule) {
    rule.within("spec").proveOnCreation(api, SERVICE);
  }

  @RuleTable(
      """
          metadata.annotations | {service.kubernetes.io/topology-mode: auto, service.kubernetes.io/topology-aware-hints: disabled} | {service.kubernetes.io/topology-mode: auto, service.kubernetes.io/topology-aware-hints: auto} | metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: "auto": must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified
          metadata.annotations | {service.beta.kubernetes.io/load-balancer-source-ranges: ''} | {service.beta.kubernetes.io/other: a} | metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: Forbidden: may only be used when `type` is 'LoadBalancer'
          . | {metadata: {annotations: {service.beta.kubernetes.io/load-balancer-source-ranges: '10.0.0.0/8, a'}}, spec: {type: LoadBalancer}} | {metadata: {annotations: {service.beta.kubernetes.io/load-balancer-source-ranges: ' 10.0.0.0/8, ::/0 '}}, spec: {type: LoadBalancer}} | metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: Invalid value: "a": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
          """)
  void annotationsKeepTheirRules(Variation rule) {
    rule.proveOnCreation(api, SERVICE);
  }

  private static final String DUAL =
      SERVICE.replace(
          "spec: {",
          "spec: {type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 1,"
              + " loadBalancerClass: a, clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, '::1'],"
              + " ipFamilies: [IPv4, IPv6], ipFamilyPolicy: RequireDualStack, ");

  @RuleTable(
      """
          . | {clusterIPs: [10.0.0.1, '::2']} | {clusterIPs: [10.0.0.1, '::1']} | .clusterIPs[1]: Invalid value: ["10.0.0.1","::2"]: may not change once set
          . | {clusterIP: 10.0.0.2, clusterIPs: [10.0.0.2, '::1']} | {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, '::1']} | .clusterIPs[0]: Invalid value: ["10.0.0.2","::1"]: may not change once set
          . | {clusterIP: 10.0.0.2, clusterIPs: [10.0.0.2], ipFamilyPolicy: SingleStack, ipFamilies: [IPv4]} | {clusterIPs: [10.0.0.1], ipFamilyPolicy: SingleStack, ipFamilies: [IPv4]} | .clusterIPs[0]: Invalid value: ["10.0.0.2"]: may not change once set
          . | {clusterIP: null, clusterIPs: null} | {clusterIPs: [10.0.0.1, '::1']} | .clusterIPs[0]: Invalid value: null: primary clusterIP can not be unset
          . | {clusterIP: null, clusterIPs: null, ipFamilies: [IPv4], ipFamilyPolicy: SingleStack} | {clusterIPs: [10.0.0.1], ipFamilies: [IPv4], ipFamilyPolicy: SingleStack} | .clusterIPs[0]: Invalid value: null: primary clusterIP can not be unset & .ipFamilies[0]: Invalid value: ["IPv4"]: primary ipFamily can not be unset
          clusterIPs | [10.0.0.1] | [10.0.0.1, '::1'] | .ipFamilyPolicy: Invalid value: "RequireDualStack": must be set to 'SingleStack' when releasing the secondary clusterIP
          . | {clusterIPs: [10.0.0.1], ipFamilyPolicy: SingleStack, ipFamilies: [IPv6]} | {clusterIPs: [10.0.0.1], ipFamilyPolicy: SingleStack, ipFamilies: [IPv4]} | .ipFamilies[0]: Invalid value: ["10.0.0.1"]: may not change once set & .clusterIPs[0]: Invalid value: "10.0.0.1": expected an IPv6 value as indicated by `ipFamilies[0]`
          ipFamilies | [IPv4] | [IPv4, IPv6] | .ipFamilyPolicy: Invalid value: "RequireDualStack": must be set to 'SingleStack' when releasing the secondary ipFamily
          loadBalancerClass | b | a | .loadBalancerClass: Invalid value: "b": may not change once set
          loadBalancerClass | | a | .loadBalancerClass: Invalid value: null: may not change once set
          . | {type: NodePort, healthCheckNodePort: null, allocateLoadBalancerNodePorts: null, loadBalancerClass: b} | {type: NodePort, healthCheckNodePort: null, allocateLoadBalancerNodePorts: null} | .loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer' & .loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'
          . | {type: Odd, externalTrafficPolicy: null, healthCheckNodePort: null, allocateLoadBalancerNodePorts: null, loadBalancerClass: null, clusterIP: null, clusterIPs: null} | {type: ExternalName, externalName: a, ports: null, externalTrafficPolicy: null, healthCheckNodePort: null, allocateLoadBalancerNodePorts: null, loadBalancerClass: null, clusterIP: null, clusterIPs: null, ipFamilies: null, ipFamilyPolicy: null} | .type: Unsupported value: "Odd": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"
          healthCheckNodePort | 2 | 1 | .healthCheckNodePort: Forbidden: field is immutable
          """)
  void servicesChangeByTheRules(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, DUAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [IPv6, IPv4] | [IPv4, IPv6] | .ipFamilies[0]: Invalid value: ["IPv6","IPv4"]: may not change once set & .ipFamilies[0]: Invalid value: ["IPv6","IPv4"]: may not change once set
          """)
  void familiesWithoutAddressesChangeByTheRules(String bad, String good, String faults) {
    new Variation("ipFamilies", bad, good, faults)
        .within("spec")
        .proveOnUpdate(
            api,
            Part.MAIN,
            SERVICE.replace(
                "spec: {", "spec: {ipFamilyPolicy: SingleStack, ipFamilies: [IPv4, IPv6], "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {ip: a, ipMode: VIP} | {ip: 10.0.0.1, ipMode: Proxy} | .ip: Invalid value: "a": <address>
          {hostname: a, ipMode: VIP} | {hostname: a} | .ipMode: Forbidden: may not be specified when `ip` is not set
          {ip: 10.0.0.1, ipMode: Odd} | {ip: 10.0.0.1} | .ipMode: Unsupported value: "Odd": supported values: "Proxy", "VIP"
          {hostname: A} | {hostname: a.b} | .hostname: Invalid value: "A": <subdomain>
          {hostname: 10.0.0.1} | {hostname: 10.0.0.1.a} | .hostname: Invalid value: "10.0.0.1": must be a DNS name, not an IP address
          """)
  void statusesOfBalancersChangeByTheRules(String bad, String good, String faults) {
    new Variation(".", bad, good, faults)
        .within("status.loadBalancer.ingress[0]")
        .proveOnUpdate(
            api,
            Part.STATUS,
            SERVICE.replace(
                "]}}", "], type: LoadBalancer}, status: {loadBalancer: {ingress: [{}]}}}"));
  }

  @RuleTable(
      """
          status.loadBalancer.ingress | [{hostname: a}] | [] | status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'
          """)
  void statusesOfOthersChangeByTheRules(Variation rule) {
    rule.proveOnUpdate(api, Part.STATUS, SERVICE);
  }
}
