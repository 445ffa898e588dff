package dev.timonier.server.resource;

import static java.util.Map.entry;

import dev.timonier.machinery.catalog.ApiResource;
import dev.timonier.machinery.catalog.Catalog;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.registry.Conversion;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.resource.admissionregistration.AdmissionBindingKind;
import dev.timonier.server.resource.admissionregistration.AdmissionPolicyKind;
import dev.timonier.server.resource.admissionregistration.WebhookConfigurationKind;
import dev.timonier.server.resource.apiregistration.ApiServiceKind;
import dev.timonier.server.resource.apps.controllerrevision.ControllerRevisionStrategy;
import dev.timonier.server.resource.apps.daemonset.DaemonSetStrategy;
import dev.timonier.server.resource.apps.deployment.DeploymentStrategy;
import dev.timonier.server.resource.apps.replicaset.ReplicaSetStrategy;
import dev.timonier.server.resource.apps.statefulset.StatefulSetStrategy;
import dev.timonier.server.resource.autoscaling.HorizontalPodAutoscalerKind;
import dev.timonier.server.resource.batch.cronjob.CronJobStrategy;
import dev.timonier.server.resource.batch.job.JobStrategy;
import dev.timonier.server.resource.certificates.CertificateSigningRequestKind;
import dev.timonier.server.resource.coordination.LeaseKind;
import dev.timonier.server.resource.core.componentstatus.ComponentStatusKind;
import dev.timonier.server.resource.core.configmap.ConfigMapKind;
import dev.timonier.server.resource.core.endpoints.EndpointsKind;
import dev.timonier.server.resource.core.event.EventStrategy;
import dev.timonier.server.resource.core.limitrange.LimitRangeKind;
import dev.timonier.server.resource.core.namespace.NamespaceKind;
import dev.timonier.server.resource.core.node.NodeStrategy;
import dev.timonier.server.resource.core.pod.PodStrategy;
import dev.timonier.server.resource.core.podtemplate.PodTemplateStrategy;
import dev.timonier.server.resource.core.quota.ResourceQuotaKind;
import dev.timonier.server.resource.core.replicationcontroller.ReplicationControllerStrategy;
import dev.timonier.server.resource.core.secret.SecretKind;
import dev.timonier.server.resource.core.service.ServiceKind;
import dev.timonier.server.resource.core.serviceaccount.ServiceAccountKind;
import dev.timonier.server.resource.core.volume.PersistentVolumeClaimKind;
import dev.timonier.server.resource.core.volume.PersistentVolumeKind;
import dev.timonier.server.resource.device.DeviceClassKind;
import dev.timonier.server.resource.device.ResourceClaimKind;
import dev.timonier.server.resource.device.ResourceSliceKind;
import dev.timonier.server.resource.discovery.EndpointSliceKind;
import dev.timonier.server.resource.flowcontrol.FlowSchemaKind;
import dev.timonier.server.resource.flowcontrol.PriorityLevelKind;
import dev.timonier.server.resource.networking.IngressClassKind;
import dev.timonier.server.resource.networking.IngressKind;
import dev.timonier.server.resource.networking.IpAddressKind;
import dev.timonier.server.resource.networking.NetworkPolicyKind;
import dev.timonier.server.resource.networking.ServiceCidrKind;
import dev.timonier.server.resource.node.RuntimeClassKind;
import dev.timonier.server.resource.policy.PodDisruptionBudgetKind;
import dev.timonier.server.resource.rbac.RoleBindingKind;
import dev.timonier.server.resource.rbac.RoleKind;
import dev.timonier.server.resource.scheduling.PriorityClassKind;
import dev.timonier.server.resource.storage.CsiDriverKind;
import dev.timonier.server.resource.storage.CsiNodeKind;
import dev.timonier.server.resource.storage.CsiStorageCapacityKind;
import dev.timonier.server.resource.storage.StorageClassKind;
import dev.timonier.server.resource.storage.VolumeAttachmentKind;
import dev.timonier.server.resource.storage.VolumeAttributesClassKind;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The built-in kinds, each with its rules. A kind that is not listed has nothing special.
public final class BuiltInKinds {
  private static final Map<GroupResource, KindRules> RULES =
      Map.ofEntries(
          core("componentstatuses", ComponentStatusKind.RULES),
          core("configmaps", ConfigMapKind.RULES),
          group("apiregistration.k8s.io", "apiservices", ApiServiceKind.RULES),
          core("namespaces", NamespaceKind.RULES),
          core("events", EventStrategy.CORE),
          core("nodes", NodeStrategy.RULES),
          core("pods", PodStrategy.RULES),
          core("podtemplates", PodTemplateStrategy.RULES),
          core("replicationcontrollers", ReplicationControllerStrategy.RULES),
          admission("mutatingadmissionpolicies", AdmissionPolicyKind.MUTATING),
          admission("mutatingadmissionpolicybindings", AdmissionBindingKind.MUTATING),
          admission("mutatingwebhookconfigurations", WebhookConfigurationKind.MUTATING),
          admission("validatingadmissionpolicies", AdmissionPolicyKind.VALIDATING),
          admission("validatingadmissionpolicybindings", AdmissionBindingKind.VALIDATING),
          admission("validatingwebhookconfigurations", WebhookConfigurationKind.VALIDATING),
          group("apps", "controllerrevisions", ControllerRevisionStrategy.RULES),
          group("apps", "daemonsets", DaemonSetStrategy.RULES),
          group("apps", "deployments", DeploymentStrategy.RULES),
          group("apps", "replicasets", ReplicaSetStrategy.RULES),
          group("apps", "statefulsets", StatefulSetStrategy.RULES),
          group("batch", "cronjobs", CronJobStrategy.RULES),
          group("batch", "jobs", JobStrategy.RULES),
          core("secrets", SecretKind.RULES),
          core("endpoints", EndpointsKind.RULES),
          core("limitranges", LimitRangeKind.RULES),
          core("persistentvolumeclaims", PersistentVolumeClaimKind.RULES),
          core("persistentvolumes", PersistentVolumeKind.RULES),
          core("resourcequotas", ResourceQuotaKind.RULES),
          core("services", ServiceKind.RULES),
          group("autoscaling", "horizontalpodautoscalers", HorizontalPodAutoscalerKind.RULES),
          group(
              "certificates.k8s.io",
              "certificatesigningrequests",
              CertificateSigningRequestKind.RULES),
          group("coordination.k8s.io", "leases", LeaseKind.RULES),
          group("discovery.k8s.io", "endpointslices", EndpointSliceKind.RULES),
          group("flowcontrol.apiserver.k8s.io", "flowschemas", FlowSchemaKind.RULES),
          group(
              "flowcontrol.apiserver.k8s.io",
              "prioritylevelconfigurations",
              PriorityLevelKind.RULES),
          group("networking.k8s.io", "ingressclasses", IngressClassKind.RULES),
          group("networking.k8s.io", "ingresses", IngressKind.RULES),
          group("networking.k8s.io", "ipaddresses", IpAddressKind.RULES),
          group("networking.k8s.io", "networkpolicies", NetworkPolicyKind.RULES),
          group("networking.k8s.io", "servicecidrs", ServiceCidrKind.RULES),
          group("resource.k8s.io", "deviceclasses", DeviceClassKind.RULES),
          group("resource.k8s.io", "resourceslices", ResourceSliceKind.RULES),
          group("resource.k8s.io", "resourceclaims", ResourceClaimKind.CLAIM),
          group("resource.k8s.io", "resourceclaimtemplates", ResourceClaimKind.TEMPLATE),
          group("node.k8s.io", "runtimeclasses", RuntimeClassKind.RULES),
          group("policy", "poddisruptionbudgets", PodDisruptionBudgetKind.RULES),
          group(
              "rbac.authorization.k8s.io",
              "clusterrolebindings",
              RoleBindingKind.CLUSTER_ROLE_BINDING),
          group("rbac.authorization.k8s.io", "clusterroles", RoleKind.CLUSTER_ROLE),
          group("rbac.authorization.k8s.io", "rolebindings", RoleBindingKind.ROLE_BINDING),
          group("rbac.authorization.k8s.io", "roles", RoleKind.ROLE),
          group("scheduling.k8s.io", "priorityclasses", PriorityClassKind.RULES),
          group("storage.k8s.io", "csidrivers", CsiDriverKind.RULES),
          group("storage.k8s.io", "csinodes", CsiNodeKind.RULES),
          group("storage.k8s.io", "csistoragecapacities", CsiStorageCapacityKind.RULES),
          group("storage.k8s.io", "storageclasses", StorageClassKind.RULES),
          group("storage.k8s.io", "volumeattachments", VolumeAttachmentKind.RULES),
          group("storage.k8s.io", "volumeattributesclasses", VolumeAttributesClassKind.RULES),
          core("serviceaccounts", ServiceAccountKind.RULES));

  private static final Map<GroupVersionKind, OtherVersion> OTHER_VERSIONS =
      Map.of(
          new GroupVersion("events.k8s.io", "v1").kind("Event"),
          EventStrategy.NEW,
          new GroupVersion("autoscaling", "v1").kind("HorizontalPodAutoscaler"),
          HorizontalPodAutoscalerKind.V1);

  private BuiltInKinds() {}

  private static Map.Entry<GroupResource, KindRules> core(String plural, KindRules rules) {
    return group("", plural, rules);
  }

  private static Map.Entry<GroupResource, KindRules> admission(String plural, KindRules rules) {
    return group("admissionregistration.k8s.io", plural, rules);
  }

  private static Map.Entry<GroupResource, KindRules> group(
      String group, String plural, KindRules rules) {
    return entry(new GroupResource(group, plural), rules);
  }

  /// Every resource of the catalogue.
  public static List<Resource> resources() {
    return Catalog.builtIn().resources().stream().map(BuiltInKinds::resource).toList();
  }

  private static Resource resource(ApiResource api) {
    var other = OTHER_VERSIONS.get(api.kind());
    return other == null ? stored(api) : served(api, other);
  }

  private static Resource stored(ApiResource api) {
    var rules = RULES.getOrDefault(api.groupResource(), KindRules.PLAIN);
    return new Resource(api, type(api), rules.strategy(), rules.columns());
  }

  private static Resource served(ApiResource api, OtherVersion version) {
    var stored = stored(Catalog.builtIn().find(version.stored()).orElseThrow());
    var conversion = new Conversion(stored, version.conversion());
    return new Resource(
        api, type(api), version.strategy(), stored.columns(), Optional.of(conversion));
  }

  private static ObjectType type(ApiResource api) {
    return Schema.builtIn().find(api.kind()).orElseThrow();
  }
}
