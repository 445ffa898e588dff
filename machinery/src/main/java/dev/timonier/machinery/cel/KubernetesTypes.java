package dev.timonier.machinery.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.List;
import java.util.Map;

/// The types of what expressions about requests may name
/// (<https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-expression>).
public final class KubernetesTypes {
  public static final CelType AUTHORIZER = OpaqueType.create("kubernetes.authorization.Authorizer");
  public static final CelType RESOURCE_CHECK =
      OpaqueType.create("kubernetes.authorization.ResourceCheck");
  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType TEXTS = ListType.create(TEXT);
  private static final CelType LABELS = MapType.create(TEXT, TEXT);

  private static final StructType KIND =
      Structs.of(
          "kubernetes.GroupVersionKind", Map.of("group", TEXT, "version", TEXT, "kind", TEXT));
  private static final StructType RESOURCE =
      Structs.of(
          "kubernetes.GroupVersionResource",
          Map.of("group", TEXT, "version", TEXT, "resource", TEXT));
  private static final StructType USER =
      Structs.of(
          "kubernetes.UserInfo",
          Map.of(
              "username",
              TEXT,
              "uid",
              TEXT,
              "groups",
              TEXTS,
              "extra",
              MapType.create(TEXT, TEXTS)));

  public static final StructType REQUEST =
      Structs.of(
          "kubernetes.AdmissionRequest",
          Map.ofEntries(
              Map.entry("kind", KIND),
              Map.entry("resource", RESOURCE),
              Map.entry("subResource", TEXT),
              Map.entry("requestKind", KIND),
              Map.entry("requestResource", RESOURCE),
              Map.entry("requestSubResource", TEXT),
              Map.entry("name", TEXT),
              Map.entry("namespace", TEXT),
              Map.entry("operation", TEXT),
              Map.entry("userInfo", USER),
              Map.entry("dryRun", SimpleType.BOOL),
              Map.entry("options", SimpleType.DYN)));

  private static final StructType NAMESPACE_METADATA =
      Structs.of(
          "kubernetes.NamespaceMetadata",
          Map.ofEntries(
              Map.entry("name", TEXT),
              Map.entry("generateName", TEXT),
              Map.entry("namespace", TEXT),
              Map.entry("labels", LABELS),
              Map.entry("annotations", LABELS),
              Map.entry("UID", TEXT),
              Map.entry("creationTimestamp", SimpleType.TIMESTAMP),
              Map.entry("deletionGracePeriodSeconds", SimpleType.INT),
              Map.entry("deletionTimestamp", SimpleType.TIMESTAMP),
              Map.entry("generation", SimpleType.INT),
              Map.entry("resourceVersion", TEXT),
              Map.entry("finalizers", TEXTS)));
  private static final StructType NAMESPACE_SPEC =
      Structs.of("kubernetes.NamespaceSpec", Map.of("finalizers", TEXTS));
  private static final StructType NAMESPACE_STATUS =
      Structs.of("kubernetes.NamespaceStatus", Map.of("phase", TEXT));

  public static final StructType NAMESPACE =
      Structs.of(
          "kubernetes.Namespace",
          Map.of(
              "metadata", NAMESPACE_METADATA,
              "spec", NAMESPACE_SPEC,
              "status", NAMESPACE_STATUS));

  /// All of them that have fields.
  public static final List<StructType> STRUCTS =
      List.of(
          KIND,
          RESOURCE,
          USER,
          REQUEST,
          NAMESPACE_METADATA,
          NAMESPACE_SPEC,
          NAMESPACE_STATUS,
          NAMESPACE);

  private KubernetesTypes() {}
}
