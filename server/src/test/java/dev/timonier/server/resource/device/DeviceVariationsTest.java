package dev.timonier.server.resource.device;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class DeviceVariationsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static String object(String kind, String spec) {
    return "{apiVersion: resource.k8s.io/v1, kind: %s, metadata: {name: x}, spec: {%s}}"
        .formatted(kind, spec);
  }

  private static final String CLAIM =
      object("ResourceClaim", "devices: {requests: [{name: r, exactly: {deviceClassName: x}}]}");
  private static final String SLICE = "driver: d, pool: {name: p, resourceSliceCount: 1}, ";

  private static final String TEMPLATE =
      object(
          "ResourceClaimTemplate",
          "spec: {devices: {requests: [{name: r, exactly: {deviceClassName: x}}]}}");

  @RuleTable(
      """
          selectors | [{}] | [{cel: {expression: 'true'}}] | .selectors[0].cel: Required value
          selectors | [{cel: {expression: device.driver}}] | [{cel: {expression: device.driver == 'd'}}] | .selectors[0].cel.expression: Invalid value: "device.driver": must evaluate to bool or the unknown type, not string
          selectors | [{cel: {expression: "'<a*10240>' == 'a'"}}] | [{cel: {expression: "'<a*10230>' == 'a'"}}] | .selectors[0].cel.expression: Too long: may not be more than 10240 bytes
          selectors | [<{cel: {expression: 'true'}},*33>] | [<{cel: {expression: 'true'}},*32>] | .selectors: Too many: 33: must have at most 32 items
          extendedResourceName | kubernetes.io/x | a.b/x | .extendedResourceName: Invalid value: "kubernetes.io/x": must be a valid extended resource name
          extendedResourceName | cpu | a.b/cpu | .extendedResourceName: Invalid value: "cpu": must be a valid extended resource name
          config | [{}] | [{opaque: {driver: d, parameters: {a: b}}}] | .config[0].opaque: Required value
          config | [{opaque: {parameters: {a: b}}}] | [{opaque: {driver: d, parameters: {a: b}}}] | .config[0].opaque.driver: Required value
          config | [{opaque: {driver: _, parameters: {a: b}}}] | [{opaque: {driver: D, parameters: {a: b}}}] | .config[0].opaque.driver: Invalid value: "_": <subdomain>
          config | [{opaque: {driver: d}}] | [{opaque: {driver: d, parameters: {}}}] | .config[0].opaque.parameters: Required value
          config | [{opaque: {driver: d, parameters: [a]}}] | [{opaque: {driver: d, parameters: {a: b}}}] | .config[0].opaque.parameters: Invalid value: "<value omitted>": must be a valid JSON object
          config | [{opaque: {driver: d, parameters: {a: <b*10233>}}}] | [{opaque: {driver: d, parameters: {a: <b*10232>}}}] | .config[0].opaque.parameters: Too long: may not be more than 10240 bytes
          config | [<{opaque: {driver: d, parameters: {}}},*33>] | [<{opaque: {driver: d, parameters: {}}},*32>] | .config: Too many: 33: must have at most 32 items
          """)
  void classes(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("DeviceClass", ""));
  }

  @RuleTable(
      """
          extendedResourceName | cpu | a.b/cpu | .extendedResourceName: Invalid value: "cpu": must be a valid extended resource name
          """)
  void changedClasses(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, object("DeviceClass", ""));
  }

  @RuleTable(
      """
          devices.requests | [{name: r}] | [{name: r, exactly: {deviceClassName: x}}] | .devices.requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required
          devices.requests[0].firstAvailable | [{name: s, deviceClassName: x}] | [] | .devices.requests[0]: Invalid value: null: exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set
          devices.requests[0].name | R | r | .devices.requests[0].name: Invalid value: "R": <label>
          devices.requests[] | {name: r, exactly: {deviceClassName: x}} | {name: s, exactly: {deviceClassName: x}} | .devices.requests[1]: Duplicate value: "r"
          devices.requests | [<{name: r#, exactly: {deviceClassName: x}},*33>] | [<{name: r#, exactly: {deviceClassName: x}},*32>] | .devices.requests: Too many: 33: must have at most 32 items
          devices.requests[0].exactly | {deviceClassName: ''} | {deviceClassName: x} | .devices.requests[0].exactly.deviceClassName: Required value
          devices.requests[0].exactly | {deviceClassName: X} | {deviceClassName: x} | .devices.requests[0].exactly.deviceClassName: Invalid value: "X": <subdomain>
          devices.requests[0].exactly | {selectors: [{}]} | {selectors: [{cel: {expression: 'true'}}]} | .devices.requests[0].exactly.selectors[0].cel: Required value
          devices.requests[0].exactly | {selectors: [<{cel: {expression: 'true'}},*33>]} | {selectors: [<{cel: {expression: 'true'}},*32>]} | .devices.requests[0].exactly.selectors: Too many: 33: must have at most 32 items
          devices.requests[0].exactly | {allocationMode: Some} | {allocationMode: ExactCount} | .devices.requests[0].exactly.allocationMode: Unsupported value: "Some": supported values: "All", "ExactCount"
          devices.requests[0].exactly | {allocationMode: All, count: 1} | {allocationMode: All} | .devices.requests[0].exactly.count: Invalid value: 1: must not be specified when allocationMode is 'All'
          devices.requests[0].exactly | {count: -1} | {count: 1} | .devices.requests[0].exactly.count: Invalid value: -1: must be greater than zero
          devices.requests[0].exactly | {tolerations: [{key: '-', operator: Exists}]} | {tolerations: [{key: k, operator: Exists}]} | .devices.requests[0].exactly.tolerations[0].key: Invalid value: "-": <qualified name>
          devices.requests[0].exactly | {tolerations: [{key: k, operator: Near}]} | {tolerations: [{key: k, operator: Equal}]} | .devices.requests[0].exactly.tolerations[0].operator: Unsupported value: "Near": supported values: "Equal", "Exists"
          devices.requests[0].exactly | {tolerations: [{operator: Exists, value: v}]} | {tolerations: [{operator: Exists}]} | .devices.requests[0].exactly.tolerations[0].value: Invalid value: "v": must be empty for operator `Exists`
          devices.requests[0].exactly | {tolerations: [{key: k, value: '-'}]} | {tolerations: [{key: k, value: v}]} | .devices.requests[0].exactly.tolerations[0].value: Invalid value: "-": <label value>
          devices.requests[0].exactly | {tolerations: [{key: k, effect: Odd}]} | {tolerations: [{key: k, effect: NoExecute}]} | .devices.requests[0].exactly.tolerations[0].effect: Unsupported value: "Odd": supported values: "NoExecute", "NoSchedule", "None"
          devices.constraints | [{}] | [{matchAttribute: d/a}] | .devices.constraints[0]: Required value: exactly one of "matchAttribute" or "distinctAttribute" is required, but multiple fields are set
          devices.constraints | [{matchAttribute: a}] | [{matchAttribute: d/a}] | .devices.constraints[0].matchAttribute: Invalid value: "a": a fully qualified name must be a domain and a name separated by a slash
          devices.constraints | [{matchAttribute: /a}] | [{matchAttribute: d/a}] | .devices.constraints[0].matchAttribute: Invalid value: "": the domain must not be empty
          devices.constraints | [{matchAttribute: d/}] | [{matchAttribute: d/a}] | .devices.constraints[0].matchAttribute: Invalid value: "": the name must not be empty
          devices.constraints | [{distinctAttribute: d/1}] | [{distinctAttribute: d/a}] | .devices.constraints[0].distinctAttribute: Invalid value: "1": a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')
          devices.constraints | [{matchAttribute: d/<a*33>}] | [{matchAttribute: d/<a*32>}] | .devices.constraints[0].matchAttribute: Too long: may not be more than 32 bytes
          devices.constraints | [{requests: [s], matchAttribute: d/a}] | [{requests: [r], matchAttribute: d/a}] | .devices.constraints[0].requests[0]: Invalid value: "s": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'
          devices.constraints | [{requests: [r, r], matchAttribute: d/a}] | [{requests: [r], matchAttribute: d/a}] | .devices.constraints[0].requests[1]: Duplicate value: "r"
          devices.constraints | [{requests: [a/b/c], matchAttribute: d/a}] | [{requests: [r], matchAttribute: d/a}] | .devices.constraints[0].requests[0]: Invalid value: "a/b/c": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'
          devices.constraints | [<{matchAttribute: d/a},*33>] | [<{matchAttribute: d/a},*32>] | .devices.constraints: Too many: 33: must have at most 32 items
          devices.config | [{requests: [s], opaque: {driver: d, parameters: {}}}] | [{requests: [r], opaque: {driver: d, parameters: {}}}] | .devices.config[0].requests[0]: Invalid value: "s": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'
          devices.config | [{}] | [{opaque: {driver: d, parameters: {a: b}}}] | .devices.config[0].opaque: Required value
          devices.config | [{opaque: {parameters: {a: b}}}] | [{opaque: {driver: d, parameters: {a: b}}}] | .devices.config[0].opaque.driver: Required value
          devices.config | [{opaque: {driver: _, parameters: {a: b}}}] | [{opaque: {driver: D, parameters: {a: b}}}] | .devices.config[0].opaque.driver: Invalid value: "_": <subdomain>
          devices.config | [{opaque: {driver: d}}] | [{opaque: {driver: d, parameters: {}}}] | .devices.config[0].opaque.parameters: Required value
          devices.config | [{opaque: {driver: d, parameters: [a]}}] | [{opaque: {driver: d, parameters: {a: b}}}] | .devices.config[0].opaque.parameters: Invalid value: "<value omitted>": must be a valid JSON object
          devices.config | [{opaque: {driver: d, parameters: {a: <b*10233>}}}] | [{opaque: {driver: d, parameters: {a: <b*10232>}}}] | .devices.config[0].opaque.parameters: Too long: may not be more than 10240 bytes
          devices.config | [<{opaque: {driver: d, parameters: {}}},*33>] | [<{opaque: {driver: d, parameters: {}}},*32>] | .devices.config: Too many: 33: must have at most 32 items
          """)
  void claims(Variation rule) {
    rule.within("spec").proveOnCreation(api, CLAIM);
  }

  @RuleTable(
      """
          devices.requests[0].firstAvailable[0].name | S | s | .devices.requests[0].firstAvailable[0].name: Invalid value: "S": <label>
          devices.requests[0].firstAvailable[0].deviceClassName | '' | x | .devices.requests[0].firstAvailable[0].deviceClassName: Required value
          devices.requests[0].firstAvailable[] | {name: s, deviceClassName: x} | {name: t, deviceClassName: x} | .devices.requests[0].firstAvailable[1]: Duplicate value: "s"
          devices.requests[0].firstAvailable | [<{name: s#, deviceClassName: x},*9>] | [<{name: s#, deviceClassName: x},*8>] | .devices.requests[0].firstAvailable: Too many: 9: must have at most 8 items
          devices.requests[0].firstAvailable[0].count | -1 | 1 | .devices.requests[0].firstAvailable[0].count: Invalid value: -1: must be greater than zero
          devices.constraints | [{requests: [r/t], matchAttribute: d/a}] | [{requests: [r/s], matchAttribute: d/a}] | .devices.constraints[0].requests[0]: Invalid value: "r/t": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'
          """)
  void claimsWithChoices(Variation rule) {
    var request = "requests: [{name: r, firstAvailable: [{name: s, deviceClassName: x}]}]";
    var claim = object("ResourceClaim", "devices: {" + request + "}");
    rule.within("spec").proveOnCreation(api, claim);
  }

  @RuleTable(
      """
          devices.requests[0].exactly.count | 2 | 1 | : Invalid value: …
          """)
  void changedClaims(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, CLAIM);
  }

  @RuleTable(
      """
          allocation.devices | {results: [{request: s, driver: d, pool: p, device: x}]} | {results: [{request: r, driver: d, pool: p, device: x}]} | .allocation.devices.results[0].request: Invalid value: "s": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'
          allocation.devices | {results: [{request: r, driver: '', pool: p, device: x}]} | {results: [{request: r, driver: d, pool: p, device: x}]} | .allocation.devices.results[0].driver: Required value
          allocation.devices | {results: [{request: r, driver: d, pool: '', device: x}]} | {results: [{request: r, driver: d, pool: p, device: x}]} | .allocation.devices.results[0].pool: Required value
          allocation.devices | {results: [{request: r, driver: d, pool: P, device: x}]} | {results: [{request: r, driver: d, pool: p/q, device: x}]} | .allocation.devices.results[0].pool: Invalid value: "P": <subdomain>
          allocation.devices | {results: [{request: r, driver: d, pool: <p*254>, device: x}]} | {results: [{request: r, driver: d, pool: <p*253>, device: x}]} | .allocation.devices.results[0].pool: Too long: may not be more than 253 bytes & .allocation.devices.results[0].pool: Invalid value: "<p*254>": must be no more than 253 characters
          allocation.devices | {results: [{request: r, driver: d, pool: p, device: X}]} | {results: [{request: r, driver: d, pool: p, device: x}]} | .allocation.devices.results[0].device: Invalid value: "X": <label>
          allocation.devices | {results: [{request: r, driver: d, pool: p, device: x, shareID: a}]} | {results: [{request: r, driver: d, pool: p, device: x, shareID: aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa}]} | .allocation.devices.results[0].shareID: Invalid value: "a": error validating uid: invalid UUID length: 1
          allocation.devices | {results: [{request: r, driver: d, pool: p, device: x, shareID: aaaaaaaaxaaaaxaaaaxaaaaxaaaaaaaaaaaa}]} | {results: [{request: r, driver: d, pool: p, device: x, shareID: aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa}]} | .allocation.devices.results[0].shareID: Invalid value: "aaaaaaaaxaaaaxaaaaxaaaaxaaaaaaaaaaaa": error validating uid: invalid UUID format
          allocation.devices | {results: [{request: r, driver: d, pool: p, device: x, shareID: AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA}]} | {results: [{request: r, driver: d, pool: p, device: x, shareID: aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa}]} | .allocation.devices.results[0].shareID: Invalid value: "AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA": uid must be in RFC 4122 normalized form, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` with lowercase hexadecimal characters
          allocation.devices | {results: [<{request: r, driver: d, pool: p, device: x},*33>]} | {results: [<{request: r, driver: d, pool: p, device: x},*32>]} | .allocation.devices.results: Too many: 33: must have at most 32 items
          allocation.devices | {config: [{opaque: {driver: d, parameters: {}}}]} | {config: [{source: FromClaim, opaque: {driver: d, parameters: {}}}]} | .allocation.devices.config[0].source: Required value
          allocation.devices | {config: [{source: Odd, opaque: {driver: d, parameters: {}}}]} | {config: [{source: FromClass, opaque: {driver: d, parameters: {}}}]} | .allocation.devices.config[0].source: Unsupported value: "Odd": supported values: "FromClaim", "FromClass"
          allocation.devices | {config: [{source: FromClaim, requests: [s], opaque: {driver: d, parameters: {}}}]} | {config: [{source: FromClaim, requests: [r], opaque: {driver: d, parameters: {}}}]} | .allocation.devices.config[0].requests[0]: Invalid value: "s": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'
          allocation.devices | {config: [<{source: FromClaim, opaque: {driver: d, parameters: {}}},*65>]} | {config: [<{source: FromClaim, opaque: {driver: d, parameters: {}}},*64>]} | .allocation.devices.config: Too many: 65: must have at most 64 items
          allocation | {nodeSelector: {nodeSelectorTerms: []}} | {nodeSelector: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}]}} | .allocation.nodeSelector.nodeSelectorTerms: Required value: must have at least one node selector term
          reservedFor | [{resource: pods, name: p, uid: u}] | [] | .reservedFor: Forbidden: may not be specified when `allocated` is not set
          """)
  void statusOfClaims(Variation rule) {
    rule.within("status").proveOnUpdate(api, Part.STATUS, CLAIM);
  }

  @RuleTable(
      """
          allocation.devices | {results: [{request: r, driver: d, pool: p, device: z}]} | {} | .allocation: Invalid value: …
          reservedFor | [{name: p, uid: u}] | [{resource: pods, name: p, uid: u}] | .reservedFor[0].resource: Required value
          reservedFor | [{resource: pods, uid: u}] | [{resource: pods, name: p, uid: u}] | .reservedFor[0].name: Required value
          reservedFor | [{resource: pods, name: p}] | [{resource: pods, name: p, uid: u}] | .reservedFor[0].uid: Required value
          reservedFor | [{resource: pods, name: p, uid: u}, {resource: pods, name: q, uid: u}] | [{resource: pods, name: p, uid: u}, {resource: pods, name: q, uid: v}] | .reservedFor[1]: Duplicate value: "u"
          reservedFor | [<{resource: pods, name: p, uid: u#},*257>] | [<{resource: pods, name: p, uid: u#},*256>] | .reservedFor: Too many: 257: must have at most 256 items
          devices | [{driver: d, pool: p, device: z}] | [{driver: d, pool: p, device: x}] | .devices[0]: Invalid value: {"Driver":"d","Pool":"p","Device":"z","ShareID":""}: must be an allocated device in the claim
          devices | [{driver: d, pool: p, device: x}, {driver: d, pool: p, device: x}] | [{driver: d, pool: p, device: x}] | .devices[1]: Duplicate value: {"Driver":"d","Pool":"p","Device":"x","ShareID":""}
          devices | [{driver: d, pool: p, device: x, data: [a]}] | [{driver: d, pool: p, device: x, data: {a: b}}] | .devices[0].data: Invalid value: "<value omitted>": must be a valid JSON object
          devices | [{driver: d, pool: p, device: x, conditions: [{type: T, status: Odd, reason: R, lastTransitionTime: '2024-01-01T00:00:00Z'}]}] | [{driver: d, pool: p, device: x, conditions: [{type: T, status: 'True', reason: R, lastTransitionTime: '2024-01-01T00:00:00Z'}]}] | .devices[0].conditions[0].status: Unsupported value: "Odd": supported values: "False", "True", "Unknown"
          devices | [{driver: d, pool: p, device: x, conditions: [<{type: T#, status: 'True', reason: R, lastTransitionTime: '2024-01-01T00:00:00Z'},*9>]}] | [{driver: d, pool: p, device: x, conditions: [<{type: T#, status: 'True', reason: R, lastTransitionTime: '2024-01-01T00:00:00Z'},*8>]}] | .devices[0].conditions: Too many: 9: must have at most 8 items
          devices | [{driver: d, pool: p, device: x, networkData: {interfaceName: <a*257>}}] | [{driver: d, pool: p, device: x, networkData: {interfaceName: <a*256>}}] | .devices[0].networkData.interfaceName: Too long: may not be more than 256 bytes
          devices | [{driver: d, pool: p, device: x, networkData: {hardwareAddress: <a*129>}}] | [{driver: d, pool: p, device: x, networkData: {hardwareAddress: <a*128>}}] | .devices[0].networkData.hardwareAddress: Too long: may not be more than 128 bytes
          devices | [{driver: d, pool: p, device: x, networkData: {ips: [192.0.2.1]}}] | [{driver: d, pool: p, device: x, networkData: {ips: [192.0.2.1/24]}}] | .devices[0].networkData.ips[0]: Invalid value: "192.0.2.1": must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)
          devices | [{driver: d, pool: p, device: x, networkData: {ips: ['2001:DB8::1/64']}}] | [{driver: d, pool: p, device: x, networkData: {ips: ['2001:db8::1/64']}}] | .devices[0].networkData.ips[0]: Invalid value: "2001:DB8::1/64": must be in canonical form ("2001:db8::1/64")
          devices | [{driver: d, pool: p, device: x, networkData: {ips: [192.0.2.1/24, 192.0.2.1/24]}}] | [{driver: d, pool: p, device: x, networkData: {ips: [192.0.2.1/24, 192.0.2.2/24]}}] | .devices[0].networkData.ips[1]: Duplicate value: "192.0.2.1/24"
          devices | [{driver: d, pool: p, device: x, networkData: {ips: [<192.0.2.#/24,*17>]}}] | [{driver: d, pool: p, device: x, networkData: {ips: [<192.0.2.#/24,*16>]}}] | .devices[0].networkData.ips: Too many: 17: must have at most 16 items
          """)
  void statusOfAllocatedClaims(Variation rule) {
    var allocated =
        "allocation: {devices: {results: [{request: r, driver: d, pool: p, device: x}]}}";
    var claim = CLAIM.substring(0, CLAIM.length() - 1) + ", status: {" + allocated + "}}";
    rule.within("status").proveOnUpdate(api, Part.STATUS, claim);
  }

  @RuleTable(
      """
          spec.metadata | {name: m} | {labels: {a: b}} | spec.metadata.name: Forbidden: cannot be set
          spec.metadata | {uid: m} | {annotations: {a: b}} | spec.metadata.uID: Forbidden: cannot be set
          spec.spec.devices.requests[0].exactly | {deviceClassName: ''} | {count: 2} | spec.spec.devices.requests[0].exactly.deviceClassName: Required value
          """)
  void templates(Variation rule) {
    rule.proveOnCreation(api, TEMPLATE);
  }

  @RuleTable(
      """
          spec.metadata | {name: m} | {} | spec.metadata.name: Forbidden: cannot be set & spec: Invalid value: …
          spec.metadata | {labels: {a: b}} | {} | spec: Invalid value: …
          metadata | {generateName: A} | {generateName: a} | metadata.generateName: Invalid value: "A": <subdomain>
          """)
  void changedTemplates(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, TEMPLATE);
  }

  @RuleTable(
      """
          driver | '' | d | .driver: Required value
          driver | _ | d | .driver: Invalid value: "_": <subdomain>
          pool.name | '' | p | .pool.name: Required value
          pool.resourceSliceCount | 0 | 1 | .pool.resourceSliceCount: Invalid value: 0: must be greater than zero
          pool.generation | -1 | 0 | .pool.generation: Invalid value: -1: must be greater than or equal to zero
          allNodes |  | true | : Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required
          nodeName | m |  | : Invalid value: "{`nodeName`, `allNodes`}": exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required, but multiple fields are set
          . | {allNodes: null, nodeName: ""} | {allNodes: null, nodeName: m} | .nodeName: Invalid value: "": must be either unset or set to a non-empty string & : Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required
          . | {allNodes: null, nodeName: M} | {allNodes: null, nodeName: m} | .nodeName: Invalid value: "M": <subdomain>
          . | {allNodes: false} | {allNodes: true} | .allNodes: Invalid value: false: must be either unset or set to true & : Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required
          perDeviceNodeSelection | false |  | .perDeviceNodeSelection: Invalid value: false: must be either unset or set to true
          . | {allNodes: null, nodeSelector: {nodeSelectorTerms: [{}, {}]}} | {allNodes: null, nodeSelector: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}]}} | .nodeSelector.nodeSelectorTerms: Invalid value: [{"MatchExpressions":null,"MatchFields":null},{"MatchExpressions":null,"MatchFields":null}]: must have exactly one node selector term
          . | {devices: [{name: d}], sharedCounters: [{name: s, counters: {c: {value: 1}}}]} | {devices: [{name: d}]} | : Invalid value: "": only one of `sharedCounters` or `devices` is allowed
          devices | [<{name: d#},*129>] | [<{name: d#},*128>] | .devices: Too many: 129: must have at most 128 items
          devices | [<{name: d#, taints: [{key: k, effect: None}]},*65>] | [<{name: d#, taints: [{key: k, effect: None}]},*64>] | .devices: Too many: 65: must have at most 64 items
          devices | [<{name: d#, consumesCounters: [{counterSet: s, counters: {c: {value: 1}}}]},*65>] | [<{name: d#, consumesCounters: [{counterSet: s, counters: {c: {value: 1}}}]},*64>] | .devices: Too many: 65: must have at most 64 items
          devices | [{name: d}, {name: d}] | [{name: d}, {name: e}] | .devices[1]: Duplicate value: "d"
          devices | [{name: D}] | [{name: d}] | .devices[0].name: Invalid value: "D": <label>
          devices | [{name: d, attributes: {<a#: {int: 1},*33>}}] | [{name: d, attributes: {<a#: {int: 1},*32>}}] | .devices[0]: Invalid value: 33: the total number of attributes and capacities must not exceed 32
          devices | [{name: d, attributes: {a: {}}}] | [{name: d, attributes: {a: {bool: false}}}] | .devices[0].attributes[a]: Invalid value: "": exactly one value must be specified
          devices | [{name: d, attributes: {a: {string: <s*65>}}}] | [{name: d, attributes: {a: {string: <s*64>}}}] | .devices[0].attributes[a].string: Too long: may not be more than 64 bytes
          devices | [{name: d, attributes: {a: {version: '1.2'}}}] | [{name: d, attributes: {a: {version: 1.2.3-a+b}}}] | .devices[0].attributes[a].version: Invalid value: "1.2": must be a string compatible with semver.org spec 2.0.0
          devices | [{name: d, attributes: {/x: {int: 1}}}] | [{name: d, attributes: {d/x: {int: 1}}}] | .devices[0].attributes: Invalid value: "": the domain must not be empty
          devices | [{name: d, attributes: {d/: {int: 1}}}] | [{name: d, attributes: {d/x: {int: 1}}}] | .devices[0].attributes: Invalid value: "": the name must not be empty
          devices | [{name: d, attributes: {1a: {int: 1}}}] | [{name: d, attributes: {a1: {int: 1}}}] | .devices[0].attributes: Invalid value: "1a": a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')
          devices | [{name: d, taints: [{effect: None}]}] | [{name: d, taints: [{key: k, effect: None}]}] | .devices[0].taints[0].key: Invalid value: "": name part must be non-empty & .devices[0].taints[0].key: Invalid value: "": <qualified name>
          devices | [{name: d, taints: [{key: k, value: '-', effect: None}]}] | [{name: d, taints: [{key: k, value: v, effect: None}]}] | .devices[0].taints[0].value: Invalid value: "-": <label value>
          devices | [{name: d, taints: [{key: k}]}] | [{name: d, taints: [{key: k, effect: NoSchedule}]}] | .devices[0].taints[0].effect: Required value
          devices | [{name: d, taints: [{key: k, effect: Odd}]}] | [{name: d, taints: [{key: k, effect: NoExecute}]}] | .devices[0].taints[0].effect: Unsupported value: "Odd": supported values: "NoExecute", "NoSchedule", "None"
          devices | [{name: d, taints: [<{key: k#, effect: None},*17>]}] | [{name: d, taints: [<{key: k#, effect: None},*16>]}] | .devices[0].taints: Too many: 17: must have at most 16 items
          devices | [{name: d, consumesCounters: [{counters: {c: {value: 1}}}]}] | [{name: d, consumesCounters: [{counterSet: s, counters: {c: {value: 1}}}]}] | .devices[0].consumesCounters[0].counterSet: Required value
          devices | [{name: d, consumesCounters: [{counterSet: s}]}] | [{name: d, consumesCounters: [{counterSet: s, counters: {c: {value: 1}}}]}] | .devices[0].consumesCounters[0].counters: Required value
          devices | [{name: d, consumesCounters: [<{counterSet: s#, counters: {c: {value: 1}}},*3>]}] | [{name: d, consumesCounters: [<{counterSet: s#, counters: {c: {value: 1}}},*2>]}] | .devices[0].consumesCounters: Too many: 3: must have at most 2 items
          devices | [{name: d, nodeName: m}] | [{name: d, taints: []}] | .devices[0]: Invalid value: null: `nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec
          devices | [{name: d, bindingConditions: [a, a], bindingFailureConditions: [b]}] | [{name: d, bindingConditions: [a], bindingFailureConditions: [b]}] | .devices[0].bindingConditions[1]: Duplicate value: "a"
          devices | [{name: d, bindingConditions: [a], bindingFailureConditions: [b, b]}] | [{name: d, bindingConditions: [a], bindingFailureConditions: [b]}] | .devices[0].bindingFailureConditions[1]: Duplicate value: "b"
          devices | [{name: d, bindingConditions: [a], bindingFailureConditions: [a]}] | [{name: d, bindingConditions: [a], bindingFailureConditions: [b]}] | .devices[0].bindingFailureConditions[0]: Invalid value: "a": bindingFailureConditions must not overlap with bindingConditions
          devices | [{name: d, bindingConditions: [<a#,*5>], bindingFailureConditions: [b]}] | [{name: d, bindingConditions: [<a#,*4>], bindingFailureConditions: [b]}] | .devices[0].bindingConditions: Too many: 5: must have at most 4 items
          devices | [{name: d, bindingFailureConditions: [b]}] | [{name: d, bindingConditions: [a], bindingFailureConditions: [b]}] | .devices[0].bindingConditions: Invalid value: null: bindingConditions are required to use bindingFailureConditions
          devices | [{name: d, capacity: {m: {value: 4, requestPolicy: {default: 1}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1}}}}] | .devices[0].capacity[m].requestPolicy: Forbidden: allowMultipleAllocations must be true
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validValues: [1], validRange: {min: 1}}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validValues: [1]}}}}] | .devices[0].capacity[m].requestPolicy: Forbidden: exactly one policy can be specified, cannot specify "validValues" and "validRange" at the same time
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {validValues: [1]}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validValues: [1]}}}}] | .devices[0].capacity[m].requestPolicy.default: Required value: required when validValues is defined
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {validRange: {min: 1}}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validRange: {min: 1}}}}}] | .devices[0].capacity[m].requestPolicy.default: Required value: required when validRange is defined
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validValues: [2, 1]}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validValues: [1, 2]}}}}] | .devices[0].capacity[m].requestPolicy.validValues[1]: Invalid value: "1": values must be sorted in ascending order
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validValues: [1, 5]}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validValues: [1, 4]}}}}] | .devices[0].capacity[m].requestPolicy.validValues[1]: Invalid value: "5": option is larger than capacity value: 4
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validValues: [1, 1]}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validValues: [1, 2]}}}}] | .devices[0].capacity[m].requestPolicy.validValues[1]: Duplicate value: "1"
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 3, validValues: [1]}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validValues: [1]}}}}] | .devices[0].capacity[m].requestPolicy.validValues: Invalid value: "3": default value is not valid according to the requestPolicy
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validRange: {max: 2}}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validRange: {min: 1, max: 2}}}}}] | .devices[0].capacity[m].requestPolicy.validRange.min: Required value: required when validRange is defined
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 5, validRange: {min: 5}}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 4, validRange: {min: 4}}}}}] | .devices[0].capacity[m].requestPolicy.validRange.min: Invalid value: "5": min is larger than capacity value: 4
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validRange: {min: 2}}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 2, validRange: {min: 2}}}}}] | .devices[0].capacity[m].requestPolicy.validRange.min: Invalid value: "1": default is less than min: 2
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 3, validRange: {min: 3, max: 2}}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 3, validRange: {min: 3, max: 3}}}}}] | .devices[0].capacity[m].requestPolicy.validRange.max: Invalid value: "3": min is larger than max: 2 & .devices[0].capacity[m].requestPolicy.validRange.max: Invalid value: "3": default is more than max: 2
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validRange: {min: 1, max: 5}}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validRange: {min: 1, max: 4}}}}}] | .devices[0].capacity[m].requestPolicy.validRange.max: Invalid value: "5": max is larger than capacity value: 4
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validRange: {min: 1, step: 4}}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validRange: {min: 1, step: 3}}}}}] | .devices[0].capacity[m].requestPolicy.validRange.step: Invalid value: "4": one step 5 is larger than capacity value: 4
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 2, validRange: {min: 1, step: 2}}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 3, validRange: {min: 1, step: 2}}}}}] | .devices[0].capacity[m].requestPolicy.validRange.step: Invalid value: "2": value is not a multiple of a given step (2) from (1)
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 2, validRange: {min: 1, step: -2}}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 2500m, validRange: {min: 1, step: -2}}}}}] | .devices[0].capacity[m].requestPolicy.validRange.step: Invalid value: "2": value is not a multiple of a given step (-2) from (1)
          devices | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validRange: {min: 1, max: 4, step: 2}}}}}] | [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 1, validRange: {min: 1, max: 3, step: 2}}}}}] | .devices[0].capacity[m].requestPolicy.validRange.step: Invalid value: "4": value is not a multiple of a given step (2) from (1)
          sharedCounters | [{counters: {c: {value: 1}}}] | [{name: s, counters: {c: {value: 1}}}] | .sharedCounters[0].name: Required value
          sharedCounters | [{name: S, counters: {c: {value: 1}}}] | [{name: s, counters: {c: {value: 1}}}] | .sharedCounters[0].name: Invalid value: "S": <label>
          sharedCounters | [{name: s}] | [{name: s, counters: {c: {value: 1}}}] | .sharedCounters[0].counters: Required value
          sharedCounters | [{name: s, counters: {C: {value: 1}}}] | [{name: s, counters: {c: {value: 1}}}] | .sharedCounters[0].counters: Invalid value: "C": <label>
          sharedCounters | [{name: s, counters: {<c#: {value: 1},*33>}}] | [{name: s, counters: {<c#: {value: 1},*32>}}] | .sharedCounters[0].counters: Too many: 33: must have at most 32 items
          sharedCounters | [{name: s, counters: {c: {value: 1}}}, {name: s, counters: {c: {value: 1}}}] | [{name: s, counters: {c: {value: 1}}}, {name: t, counters: {c: {value: 1}}}] | .sharedCounters[1]: Duplicate value: "s"
          sharedCounters | [<{name: s#, counters: {c: {value: 1}}},*9>] | [<{name: s#, counters: {c: {value: 1}}},*8>] | .sharedCounters: Too many: 9: must have at most 8 items
          """)
  void slices(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("ResourceSlice", SLICE + "allNodes: true"));
  }

  @RuleTable(
      """
          devices | [{name: d}] | [{name: d, nodeName: m}] | .devices[0]: Required value: exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec
          devices | [{name: d, nodeName: m, allNodes: true}] | [{name: d, allNodes: true}] | .devices[0]: Invalid value: "{`nodeName`, `allNodes`}": exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec
          devices | [{name: d, nodeName: M}] | [{name: d, nodeName: m}] | .devices[0].nodeName: Invalid value: "M": <subdomain>
          devices | [{name: d, nodeName: ''}] | [{name: d, nodeSelector: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}]}}] | .devices[0].nodeName: Invalid value: "": must not be empty & .devices[0]: Required value: exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec
          devices | [{name: d, allNodes: false}] | [{name: d, allNodes: true}] | .devices[0].allNodes: Invalid value: false: must be either unset or set to true & .devices[0]: Required value: exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec
          """)
  void slicesOfPlacedDevices(Variation rule) {
    var slice = object("ResourceSlice", SLICE + "perDeviceNodeSelection: true");
    rule.within("spec").proveOnCreation(api, slice);
  }

  @RuleTable(
      """
          driver | e | d | .driver: Invalid value: "e": field is immutable
          pool.name | q | p | .pool.name: Invalid value: "q": field is immutable
          . | {allNodes: null, nodeName: m} | {} | .nodeName: Invalid value: "m": field is immutable
          """)
  void changedSlices(Variation rule) {
    rule.within("spec")
        .proveOnUpdate(api, Part.MAIN, object("ResourceSlice", SLICE + "allNodes: true"));
  }
}
