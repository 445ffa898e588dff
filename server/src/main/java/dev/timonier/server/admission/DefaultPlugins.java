package dev.timonier.server.admission;

import dev.timonier.server.admission.limitranger.LimitRanger;
import dev.timonier.server.admission.podsecurity.PodSecurity;
import dev.timonier.server.admission.quota.ResourceQuotaPlugin;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.authz.node.NodeRestriction;
import dev.timonier.server.resource.certificates.CertificateSubjectRestriction;
import dev.timonier.server.resource.certificates.SignerAuthorization;
import dev.timonier.server.resource.certificates.SignerAuthorization.Right;
import dev.timonier.server.serviceaccount.ServiceAccountAdmission;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.RevisionedStore;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// The plugins that are on by default, in the order of Kubernetes.
public final class DefaultPlugins {
  private DefaultPlugins() {}

  /// @param authorizer knows who may approve and sign
  /// @param guards see what the plugins have made of an object
  /// @param notes are told how long they take
  /// @param nanoTime a clock
  public static AdmissionChain chain(
      AdmissionConfiguration configuration,
      WatchCache cache,
      RevisionedStore store,
      RandomGenerator random,
      Authorizer authorizer,
      List<AdmissionChain.Guard> guards,
      AdmissionNotes notes,
      LongSupplier nanoTime) {
    var objects = new CachedObjects(cache);
    var plugins =
        List.<AdmissionPlugin>of(
            new NamespaceLifecycle(cache),
            new LimitRanger(objects),
            new ServiceAccountAdmission(cache, random),
            new NodeRestriction(objects, authorizer),
            new TaintNodesByCondition(),
            new PodSecurity(objects, configuration.podSecurity(), notes.ofPodSecurity()),
            new PriorityPlugin(objects),
            new DefaultTolerationSeconds(),
            new DefaultStorageClass(objects),
            new StorageObjectInUseProtection(),
            new PersistentVolumeClaimResize(objects),
            new RuntimeClassPlugin(objects),
            new SignerAuthorization(authorizer, Right.APPROVE),
            new SignerAuthorization(authorizer, Right.SIGN),
            new CertificateSubjectRestriction(),
            new DefaultIngressClass(objects),
            new PodTopologyLabels(objects),
            new PodResizeValidator(objects),
            new ResourceQuotaPlugin(objects));
    return new AdmissionChain(plugins, guards, notes, nanoTime);
  }
}
