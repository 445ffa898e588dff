package dev.timonier.server.resource.core.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the rules ask of a Service. The tree is shared: setters change the object.
public record ServiceView(ObjectNode spec) {
  public static final String NONE = "None";
  public static final String EXTERNAL_NAME = "ExternalName";
  public static final String LOAD_BALANCER = "LoadBalancer";
  public static final String NODE_PORT = "NodePort";
  public static final String CLUSTER_IP = "ClusterIP";

  public static ServiceView of(ApiObject service) {
    return of(service.root());
  }

  public static ServiceView of(ObjectNode service) {
    return new ServiceView(Trees.child(service, "spec"));
  }

  public String type() {
    return text("type");
  }

  public boolean is(String type) {
    return type().equals(type);
  }

  /// Whether the type wants cluster IPs, even if the Service is headless.
  public boolean needsClusterIp() {
    return is(CLUSTER_IP) || is(NODE_PORT) || is(LOAD_BALANCER);
  }

  public boolean mayHaveNodePorts() {
    return is(NODE_PORT) || is(LOAD_BALANCER);
  }

  public boolean needsNodePorts() {
    return is(NODE_PORT) || (is(LOAD_BALANCER) && allocatesLoadBalancerNodePorts());
  }

  private boolean allocatesLoadBalancerNodePorts() {
    return spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
  }

  public boolean needsHealthCheck() {
    return is(LOAD_BALANCER) && text("externalTrafficPolicy").equals("Local");
  }

  public boolean isExternallyAccessible() {
    return is(LOAD_BALANCER)
        || is(NODE_PORT)
        || (is(CLUSTER_IP) && !spec.path("externalIPs").isEmpty());
  }

  /// Whether the Service has neither a cluster IP nor wants one.
  public boolean isHeadless() {
    return clusterIp().equals(NONE) || clusterIps().equals(List.of(NONE));
  }

  public boolean isHeadlessWithoutSelector() {
    return clusterIp().equals(NONE) && spec.path("selector").isEmpty();
  }

  public String clusterIp() {
    return text("clusterIP");
  }

  public void setClusterIp(String address) {
    spec.put("clusterIP", address);
  }

  public List<String> clusterIps() {
    return texts("clusterIPs");
  }

  public void setClusterIps(List<String> addresses) {
    set("clusterIPs", addresses);
  }

  /// Fills in the list for whoever gives one address alone.
  public void completeClusterIps() {
    if (!clusterIp().isEmpty() && clusterIps().isEmpty()) {
      setClusterIps(List.of(clusterIp()));
    }
  }

  /// The cluster IPs that the Service has from the cluster: those of a name are mere texts.
  public List<String> takenClusterIps() {
    return is(EXTERNAL_NAME) || isHeadless() ? List.of() : clusterIps();
  }

  public List<String> families() {
    return texts("ipFamilies");
  }

  public void setFamilies(List<String> families) {
    set("ipFamilies", families);
  }

  public boolean hasFamilyPolicy() {
    return spec.hasNonNull("ipFamilyPolicy");
  }

  public String familyPolicy() {
    return text("ipFamilyPolicy");
  }

  public void setFamilyPolicy(String policy) {
    spec.put("ipFamilyPolicy", policy);
  }

  public long healthCheckNodePort() {
    return spec.path("healthCheckNodePort").asLong();
  }

  public void setHealthCheckNodePort(long port) {
    spec.put("healthCheckNodePort", port);
  }

  public List<ObjectNode> ports() {
    return Trees.objects(spec.path("ports"));
  }

  /// The node ports of the ports, without the one for health checks.
  public Set<Long> nodePorts() {
    return ports().stream()
        .map(ServiceView::nodePort)
        .filter(port -> port != 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  public static long nodePort(JsonNode port) {
    return port.path("nodePort").asLong();
  }

  /// Whether a field has the same value in another Service.
  public boolean sameField(ServiceView other, String field) {
    return spec.path(field).equals(other.spec.path(field));
  }

  public void copyField(ServiceView from, String field) {
    if (from.spec.has(field)) {
      spec.set(field, from.spec.get(field).deepCopy());
    }
  }

  /// Examines the cluster IPs and families.
  public void checkClusterIps(Subject spec) {
    ClusterIpRules.validate(spec, this);
  }

  String text(String field) {
    return spec.path(field).asText("");
  }

  private List<String> texts(String field) {
    var texts = new ArrayList<String>();
    spec.path(field).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private void set(String field, List<String> texts) {
    var array = spec.putArray(field);
    texts.forEach(array::add);
  }
}
