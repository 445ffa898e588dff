package dev.timonier.server.admission;

import dev.timonier.server.admission.limitranger.LimitRanger;
import dev.timonier.server.admission.podsecurity.PodSecurity;
import dev.timonier.server.admission.podsecurity.PodSecurityConfiguration;
import dev.timonier.server.admission.quota.ResourceQuotaPlugin;
import dev.timonier.server.serviceaccount.ServiceAccountAdmission;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.RevisionedStore;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// The plugins that are on by default, in the order of Kubernetes.
public final class DefaultPlugins {
  private DefaultPlugins() {}

  /// @param notes are told how long they take
  /// @param nanoTime a clock
  public static AdmissionChain chain(
      WatchCache cache,
      RevisionedStore store,
      RandomGenerator random,
      AdmissionNotes notes,
      LongSupplier nanoTime) {
    var objects = new CachedObjects(cache);
    return new AdmissionChain(
        List.of(
            new NamespaceLifecycle(cache),
            new LimitRanger(objects),
            new ServiceAccountAdmission(cache, random),
            new TaintNodesByCondition(),
            new PodSecurity(objects, PodSecurityConfiguration.DEFAULT),
            new PriorityPlugin(objects),
            new DefaultTolerationSeconds(),
            new DefaultStorageClass(objects),
            new StorageObjectInUseProtection(),
            new PersistentVolumeClaimResize(objects),
            new RuntimeClassPlugin(objects),
            new DefaultIngressClass(objects),
            new PodTopologyLabels(objects),
            new DeviceAdminAccess(objects),
            new PodResizeValidator(objects),
            new ResourceQuotaPlugin(objects, store)),
        notes,
        nanoTime);
  }
}
