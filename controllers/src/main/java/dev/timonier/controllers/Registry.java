package dev.timonier.controllers;

import dev.timonier.controllers.certificates.ApprovingController;
import dev.timonier.controllers.certificates.CleaningController;
import dev.timonier.controllers.certificates.SigningController;
import dev.timonier.controllers.clusterroleaggregation.ClusterRoleAggregationController;
import dev.timonier.controllers.cronjob.CronJobController;
import dev.timonier.controllers.daemonset.DaemonSetController;
import dev.timonier.controllers.deployment.DeploymentController;
import dev.timonier.controllers.disruption.DisruptionController;
import dev.timonier.controllers.endpoints.EndpointsController;
import dev.timonier.controllers.endpointslice.EndpointSliceController;
import dev.timonier.controllers.endpointslicemirroring.EndpointSliceMirroringController;
import dev.timonier.controllers.ephemeralvolume.EphemeralVolumeController;
import dev.timonier.controllers.garbagecollector.GarbageCollector;
import dev.timonier.controllers.job.JobController;
import dev.timonier.controllers.namespace.NamespaceController;
import dev.timonier.controllers.nodeipam.NodeIpamController;
import dev.timonier.controllers.nodelifecycle.NodeLifecycleController;
import dev.timonier.controllers.persistentvolume.VolumeBinderController;
import dev.timonier.controllers.podautoscaling.HorizontalController;
import dev.timonier.controllers.podgc.PodGarbageCollector;
import dev.timonier.controllers.replicaset.ReplicaSetController;
import dev.timonier.controllers.resourcequota.ResourceQuotaController;
import dev.timonier.controllers.rootca.RootCaPublisher;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.serviceaccount.LegacyTokenCleaner;
import dev.timonier.controllers.serviceaccount.ServiceAccountController;
import dev.timonier.controllers.serviceaccount.TokensController;
import dev.timonier.controllers.servicecidr.ServiceCidrController;
import dev.timonier.controllers.statefulset.StatefulSetController;
import dev.timonier.controllers.tainteviction.TaintEvictionController;
import dev.timonier.controllers.ttl.TtlController;
import dev.timonier.controllers.ttlafterfinished.TtlAfterFinishedController;
import dev.timonier.controllers.validatingadmissionpolicystatus.PolicyStatusController;
import dev.timonier.controllers.volumeprotection.AttributesClassProtectionController;
import dev.timonier.controllers.volumeprotection.ClaimProtectionController;
import dev.timonier.controllers.volumeprotection.VolumeProtectionController;
import java.util.List;

/// All controllers, under the names that kube-controller-manager gives them.
final class Registry {
  static final List<ControllerDescriptor> CONTROLLERS =
      List.of(
          ControllerDescriptor.of(
              "serviceaccount-token-controller",
              "serviceaccount-token",
              5,
              (context, configuration, workers) -> tokens(context, configuration.keys(), workers)),
          ControllerDescriptor.of(
              "endpoints-controller",
              "endpoint",
              5,
              (context, _, workers) -> EndpointsController.create(context, workers)),
          ControllerDescriptor.of(
              "endpointslice-controller",
              "endpointslice",
              5,
              (context, _, workers) -> EndpointSliceController.create(context, workers)),
          ControllerDescriptor.of(
              "endpointslice-mirroring-controller",
              "endpointslicemirroring",
              5,
              (context, _, workers) -> EndpointSliceMirroringController.create(context, workers)),
          ControllerDescriptor.of(
              "replicationcontroller-controller",
              "replicationcontroller",
              5,
              (context, _, workers) ->
                  ReplicaSetController.replicationControllers(context, workers)),
          ControllerDescriptor.of(
              "pod-garbage-collector-controller",
              "podgc",
              1,
              (context, configuration, _) ->
                  PodGarbageCollector.create(context, configuration.terminatedPods())),
          ControllerDescriptor.of(
              "resourcequota-controller",
              "resourcequota",
              5,
              (context, _, workers) -> ResourceQuotaController.create(context, workers)),
          ControllerDescriptor.of(
              "namespace-controller",
              "namespace",
              10,
              (context, configuration, workers) ->
                  NamespaceController.create(context, workers, configuration.namespaceGrace())),
          ControllerDescriptor.of(
              "serviceaccount-controller",
              "serviceaccount",
              1,
              (context, _, workers) -> ServiceAccountController.create(context, workers)),
          ControllerDescriptor.of(
              "garbage-collector-controller",
              "garbagecollector",
              20,
              (context, _, workers) -> GarbageCollector.create(context, workers)),
          ControllerDescriptor.of(
              "daemonset-controller",
              "daemonset",
              2,
              (context, _, workers) -> DaemonSetController.create(context, workers)),
          ControllerDescriptor.of(
              "job-controller",
              "job",
              5,
              (context, _, workers) -> JobController.create(context, workers)),
          ControllerDescriptor.of(
              "deployment-controller",
              "deployment",
              5,
              (context, _, workers) -> DeploymentController.create(context, workers)),
          ControllerDescriptor.of(
              "replicaset-controller",
              "replicaset",
              5,
              (context, _, workers) -> ReplicaSetController.replicaSets(context, workers)),
          ControllerDescriptor.of(
              "horizontal-pod-autoscaler-controller",
              "horizontalpodautoscaling",
              5,
              (context, _, workers) -> HorizontalController.create(context, workers)),
          ControllerDescriptor.of(
              "disruption-controller",
              "disruption",
              1,
              (context, _, workers) -> DisruptionController.create(context, workers)),
          ControllerDescriptor.of(
              "statefulset-controller",
              "statefulset",
              5,
              (context, _, workers) -> StatefulSetController.create(context, workers)),
          ControllerDescriptor.of(
              "cronjob-controller",
              "cronjob",
              5,
              (context, _, workers) -> CronJobController.create(context, workers)),
          ControllerDescriptor.of(
              "certificatesigningrequest-signing-controller",
              "csrsigning",
              1,
              (context, configuration, workers) ->
                  configuration
                      .keys()
                      .signing()
                      .map(authority -> SigningController.create(context, workers, authority))
                      .orElse(Controller.NONE)),
          ControllerDescriptor.of(
              "certificatesigningrequest-approving-controller",
              "csrapproving",
              1,
              (context, _, workers) -> ApprovingController.create(context, workers)),
          ControllerDescriptor.of(
              "certificatesigningrequest-cleaner-controller",
              "csrcleaner",
              1,
              (context, _, _) -> CleaningController.create(context)),
          ControllerDescriptor.of(
              "ttl-controller",
              "ttl",
              5,
              (context, _, workers) -> TtlController.create(context, workers)),
          ControllerDescriptor.of(
              "node-ipam-controller",
              "nodeipam",
              1,
              (context, configuration, _) ->
                  configuration.nodeRanges().isEmpty()
                      ? Controller.NONE
                      : NodeIpamController.create(context, configuration.nodeRanges())),
          ControllerDescriptor.of(
              "node-lifecycle-controller",
              "nodelifecycle",
              4,
              (context, configuration, workers) ->
                  NodeLifecycleController.create(context, workers, configuration.nodes())),
          ControllerDescriptor.of(
              "taint-eviction-controller",
              4,
              (context, _, workers) -> TaintEvictionController.create(context, workers)),
          ControllerDescriptor.of(
              "clusterrole-aggregation-controller",
              "clusterrole-aggregation",
              5,
              (context, _, workers) -> ClusterRoleAggregationController.create(context, workers)),
          ControllerDescriptor.of(
              "persistentvolume-binder-controller",
              "persistentvolume-binder",
              1,
              (context, _, _) -> VolumeBinderController.create(context)),
          ControllerDescriptor.of(
              "persistentvolumeclaim-protection-controller",
              "pvc-protection",
              1,
              (context, _, workers) -> ClaimProtectionController.create(context, workers)),
          ControllerDescriptor.of(
              "persistentvolume-protection-controller",
              "pv-protection",
              1,
              (context, _, workers) -> VolumeProtectionController.create(context, workers)),
          ControllerDescriptor.of(
              "ephemeral-volume-controller",
              "ephemeral-volume",
              5,
              (context, _, workers) -> EphemeralVolumeController.create(context, workers)),
          ControllerDescriptor.of(
              "volumeattributesclass-protection-controller",
              1,
              (context, _, workers) ->
                  AttributesClassProtectionController.create(context, workers)),
          ControllerDescriptor.of(
              "service-cidr-controller",
              5,
              (context, _, workers) -> ServiceCidrController.create(context, workers)),
          ControllerDescriptor.of(
              "ttl-after-finished-controller",
              "ttl-after-finished",
              5,
              (context, _, workers) -> TtlAfterFinishedController.create(context, workers)),
          ControllerDescriptor.of(
              "root-ca-certificate-publisher-controller",
              "root-ca-cert-publisher",
              1,
              (context, configuration, workers) ->
                  configuration
                      .keys()
                      .rootCa()
                      .map(ca -> RootCaPublisher.create(context, workers, ca))
                      .orElse(Controller.NONE)),
          ControllerDescriptor.of(
              "legacy-serviceaccount-token-cleaner-controller",
              "legacy-service-account-token-cleaner",
              1,
              (context, configuration, _) ->
                  LegacyTokenCleaner.create(context, configuration.unusedTokens())),
          ControllerDescriptor.of(
              "validatingadmissionpolicy-status-controller",
              5,
              (context, _, workers) -> PolicyStatusController.create(context, workers)));

  private Registry() {}

  private static Controller tokens(ControllerContext context, ClusterKeys keys, int workers) {
    return keys.tokens()
        .map(signer -> TokensController.create(context, workers, signer, keys.rootCa().orElse("")))
        .orElse(Controller.NONE);
  }
}
