package dev.timonier.server.resource;

import static java.util.Map.entry;

import dev.timonier.machinery.catalog.ApiResource;
import dev.timonier.machinery.catalog.Catalog;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.resource.core.configmap.ConfigMapKind;
import dev.timonier.server.resource.core.namespace.NamespaceKind;
import dev.timonier.server.resource.core.pod.PodStrategy;
import dev.timonier.server.resource.core.secret.SecretKind;
import dev.timonier.server.resource.core.service.ServiceKind;
import dev.timonier.server.resource.core.serviceaccount.ServiceAccountKind;
import dev.timonier.server.schema.Schema;
import java.util.List;
import java.util.Map;

/// The built-in kinds, each with its rules. A kind that is not listed has nothing special.
public final class BuiltInKinds {
  private static final Map<GroupResource, KindRules> RULES =
      Map.ofEntries(
          core("configmaps", ConfigMapKind.RULES),
          core("namespaces", NamespaceKind.RULES),
          core("pods", PodStrategy.RULES),
          core("secrets", SecretKind.RULES),
          core("services", ServiceKind.RULES),
          core("serviceaccounts", ServiceAccountKind.RULES));

  private BuiltInKinds() {}

  private static Map.Entry<GroupResource, KindRules> core(String plural, KindRules rules) {
    return entry(new GroupResource("", plural), rules);
  }

  /// Every resource of the catalogue.
  public static List<Resource> resources() {
    return Catalog.builtIn().resources().stream().map(BuiltInKinds::resource).toList();
  }

  private static Resource resource(ApiResource api) {
    var rules = RULES.getOrDefault(api.groupResource(), KindRules.PLAIN);
    var type = Schema.builtIn().find(api.kind()).orElseThrow();
    return new Resource(api, type, rules.strategy(), rules.columns());
  }
}
