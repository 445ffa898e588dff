package dev.timonier.server.resource.core.pod;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class PodStatusRulesTest {
  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {restartPolicy: OnFailure,"
          + " resourceClaims: [{name: r, resourceClaimName: r}], containers: [{name: c, image: i,"
          + " resources: {requests: {cpu: '1'}, claims: [{name: r, request: q}]}}, {name: e, image:"
          + " i, restartPolicy: Never}], initContainers: [{name: d, image: i}, {name: s, image: i,"
          + " restartPolicy: Always}]}, status: {containerStatuses: [{name: c, state: {terminated:"
          + " {exitCode: 0}}}, {name: e, state: {terminated: {exitCode: 1}}}],"
          + " initContainerStatuses: [{name: d, state: {terminated: {exitCode: 0}}}],"
          + " ephemeralContainerStatuses: [{name: x, state: {terminated: {exitCode: 1}}}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @RuleTable(
      """
          observedGeneration | -1 | 1 | .observedGeneration: Invalid value: -1: must be a non-negative integer
          conditions | [{type: a b, status: 'True'}] | [{type: a.io/b, status: 'True'}] | .conditions[0].Type: Invalid value: "a b": <qualified name>
          conditions | [{type: a, status: 'True', observedGeneration: -1}] | [{type: a, status: 'True', observedGeneration: 1}] | .conditions[0].observedGeneration: Invalid value: -1: must be a non-negative integer
          nominatedNodeName | A | a | .nominatedNodeName: Invalid value: "A": <subdomain>
          qosClass | Guaranteed | Burstable | .qosClass: Invalid value: "Guaranteed": field is immutable
          containerStatuses | [{name: c, state: {running: {}}}, {name: e, state: {terminated: {exitCode: 1}}}] | [{name: e, state: {terminated: {exitCode: 1}}}] | .containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state
          containerStatuses | [{name: e, state: {waiting: {}}}] | [{name: c, state: {terminated: {exitCode: 1}}}] | .containerStatuses[1].state: Forbidden: may not be transitioned to non-terminated state
          initContainerStatuses | [{name: d, state: {running: {}}}] | [{name: s, state: {running: {}}}] | .initContainerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state
          ephemeralContainerStatuses | [{name: x, state: {running: {}}}] | [{name: z, state: {running: {}}}] | .ephemeralContainerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state
          resourceClaimStatuses | [{name: t}] | [{name: r}] | .resourceClaimStatuses[0].name: Invalid value: "t": must match the name of an entry in `spec.resourceClaims`
          resourceClaimStatuses | [{name: r}, {name: r}] | [{name: r}] | .resourceClaimStatuses[1].name: Duplicate value: "r"
          resourceClaimStatuses | [{name: r, resourceClaimName: A}] | [{name: r, resourceClaimName: a}] | .resourceClaimStatuses[0].resourceClaimName: Invalid value: "A": <subdomain>
          podIPs | [{ip: a}] | [{ip: 10.0.0.1}] | .podIPs[0]: Invalid value: "a": <address>
          podIPs | [{ip: 10.0.0.1}, {ip: 10.0.0.2}] | [{ip: 10.0.0.1}, {ip: '::1'}] | .podIPs: Invalid value: [{"IP":"10.0.0.1"},{"IP":"10.0.0.2"}]: may specify no more than one IP for each IP family
          podIPs | [{ip: 10.0.0.1}, {ip: 10.0.0.1}] | [{ip: '::1'}, {ip: 10.0.0.1}] | .podIPs: Invalid value: [{"IP":"10.0.0.1"},{"IP":"10.0.0.1"}]: may specify no more than one IP for each IP family & .podIPs[1]: Duplicate value: {"IP":"10.0.0.1"}
          . | {hostIP: 10.0.0.1, hostIPs: [{ip: 10.0.0.2}]} | {hostIP: 10.0.0.1, hostIPs: [{ip: 10.0.0.1}]} | .hostIPs[0].ip: Invalid value: "10.0.0.2": must be equal to `hostIP`
          . | {hostIP: a, hostIPs: [{ip: a}]} | {hostIP: '::1', hostIPs: [{ip: '::1'}]} | .hostIPs[0]: Invalid value: "a": <address>
          . | {hostIP: 10.0.0.1, hostIPs: [{ip: 10.0.0.1}, {ip: 10.0.0.1}]} | {hostIP: 10.0.0.1, hostIPs: [{ip: 10.0.0.1}, {ip: '::1'}]} | .hostIPs[1]: Duplicate value: {"IP":"10.0.0.1"} & .hostIPs: Invalid value: [{"IP":"10.0.0.1"},{"IP":"10.0.0.1"}]: may specify no more than one IP for each IP family
          containerStatuses | [{name: a, user: {linux: {uid: -1, gid: 0}}}] | [{name: a, user: {linux: {uid: 0, gid: 0}}}] | .containerStatuses[0].user.linux.uid: Invalid value: -1: must be between 0 and 2147483647, inclusive
          initContainerStatuses | [{name: a, user: {linux: {uid: 0, gid: -1}}}] | [{name: a, user: {linux: {uid: 0, gid: 1}}}] | .initContainerStatuses[0].user.linux.gid: Invalid value: -1: must be between 0 and 2147483647, inclusive
          ephemeralContainerStatuses | [{name: a, user: {linux: {uid: 0, gid: 0, supplementalGroups: [-1]}}}] | [{name: a, user: {linux: {uid: 0, gid: 0, supplementalGroups: [1]}}}] | .ephemeralContainerStatuses[0].user.linux.supplementalGroups[0]: Invalid value: -1: must be between 0 and 2147483647, inclusive
          containerStatuses | [{name: c, state: {terminated: {exitCode: 0}}, allocatedResourcesStatus: [{name: memory}]}] | [{name: c, state: {terminated: {exitCode: 0}}, allocatedResourcesStatus: [{name: cpu}]}] | .containerStatuses[0].allocatedResourcesStatus[0].name: Invalid value: "memory": must match one of the container's resource requests
          containerStatuses | [{name: c, state: {terminated: {exitCode: 0}}, allocatedResourcesStatus: [{name: 'claim:r'}]}] | [{name: c, state: {terminated: {exitCode: 0}}, allocatedResourcesStatus: [{name: 'claim:r/q'}]}] | .containerStatuses[0].allocatedResourcesStatus[0].name: Invalid value: "claim:r": must match one of the container's resource claims in a format 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty
          containerStatuses | [{name: a, allocatedResourcesStatus: [{name: cpu, resources: [{resourceID: i, health: Odd}]}]}] | [{name: a, allocatedResourcesStatus: [{name: cpu, resources: [{resourceID: i, health: Unknown}]}]}] | .containerStatuses[0].allocatedResourcesStatus[0].resources[0].health: Unsupported value: "Odd": supported values: "Healthy", "Unhealthy", "Unknown"
          initContainerStatuses | [{name: a, allocatedResourcesStatus: [{name: cpu, resources: [{resourceID: i, health: Healthy}, {resourceID: i, health: Healthy}]}]}] | [{name: a, allocatedResourcesStatus: [{name: cpu, resources: [{resourceID: i, health: Healthy}, {resourceID: j, health: Unhealthy}]}]}] | .initContainerStatuses[0].allocatedResourcesStatus[0].resources[1].resourceID: Duplicate value: "i"
          ephemeralContainerStatuses | [{name: a, allocatedResourcesStatus: [{name: cpu}]}] | [{name: a}] | .ephemeralContainerStatuses[0].allocatedResourcesStatus: Forbidden: must not be specified in container status
          extendedResourceClaimStatus | {resourceClaimName: A, requestMappings: [{containerName: c, resourceName: cpu, requestName: q}]} | {resourceClaimName: a, requestMappings: [{containerName: c, resourceName: cpu, requestName: q}]} | .extendedResourceClaimStatus.resourceClaimName: Invalid value: "A": <subdomain>
          extendedResourceClaimStatus | {resourceClaimName: a, requestMappings: [{containerName: z, resourceName: cpu, requestName: q}]} | {resourceClaimName: b, requestMappings: [{containerName: c, resourceName: cpu, requestName: q}]} | .extendedResourceClaimStatus.requestMappings[0].containerName: Invalid value: "z": must match the name of an entry in spec.initContainers.name or spec.containers.name
          extendedResourceClaimStatus | {resourceClaimName: a, requestMappings: [{containerName: c, resourceName: a.io/b, requestName: q}]} | {resourceClaimName: c, requestMappings: [{containerName: c, resourceName: cpu, requestName: q}]} | .extendedResourceClaimStatus.requestMappings[0].resourceName: Invalid value: "a.io/b": must match the extended resource name of an entry in spec.initContainers.resources.requests or spec.containers.resources.requests
          extendedResourceClaimStatus | {resourceClaimName: a, requestMappings: [{containerName: c, resourceName: cpu, requestName: Q}]} | {resourceClaimName: d, requestMappings: [{containerName: c, resourceName: cpu, requestName: q}]} | .extendedResourceClaimStatus.requestName: Invalid value: "Q": <label>
          extendedResourceClaimStatus | {resourceClaimName: a, requestMappings: [{containerName: c, resourceName: cpu, requestName: q}, {containerName: c, resourceName: cpu, requestName: q}]} | {resourceClaimName: a, requestMappings: [{containerName: c, resourceName: cpu, requestName: q}, {containerName: c, resourceName: cpu, requestName: r}]} | .extendedResourceClaimStatus.requestMappings[1].containerName: Duplicate value: "c" & .extendedResourceClaimStatus.requestMappings[1].resourceName: Duplicate value: "cpu" & .extendedResourceClaimStatus.requestMappings[1].requestName: Duplicate value: "q"
          extendedResourceClaimStatus | {resourceClaimName: a} | {resourceClaimName: a, requestMappings: [{containerName: c, resourceName: cpu, requestName: q}]} | .extendedResourceClaimStatus.requestMappings: Required value: at least one request mapping is required
          extendedResourceClaimStatus | {requestMappings: [{containerName: c, resourceName: cpu, requestName: q}]} | {resourceClaimName: b, requestMappings: [{containerName: c, resourceName: cpu, requestName: q}]} | .extendedResourceClaimStatus.resourceClaimName: Required value
          """)
  void statusesChangeByTheRules(Variation rule) {
    rule.within("status").proveOnUpdate(api, Part.STATUS, POD);
  }

  @RuleTable(
      """
          containerStatuses | [{name: c, user: {linux: {uid: 0, gid: 0}}}] | [{name: c, user: {}}] | .containerStatuses[0].user.linux: Forbidden: cannot be set for a windows pod
          nominatedNodeName | a | | .nominatedNodeName: Forbidden: may not be set on pods that are already bound to a node
          """)
  void statusesOnWindowsChangeByTheRules(Variation rule) {
    rule.within("status")
        .proveOnUpdate(
            api,
            Part.STATUS,
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {nodeName: m, os: {name:"
                + " windows}, containers: [{name: c, image: i}]}}");
  }
}
