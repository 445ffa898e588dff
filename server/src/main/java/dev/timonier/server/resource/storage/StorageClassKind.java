package dev.timonier.server.resource.storage;

import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;

/// The rules and columns of StorageClasses.
public final class StorageClassKind {
  private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

  public static final KindRules RULES =
      new KindRules(
          new StorageClassStrategy(),
          ColumnTable.named(o -> Texts.nameMarked(o, DEFAULT))
              .text("Provisioner", "Who makes the volumes", o -> o.path("provisioner").asText())
              .text(
                  "ReclaimPolicy",
                  "What becomes of released volumes",
                  o -> o.path("reclaimPolicy").asText("Delete"))
              .text(
                  "VolumeBindingMode",
                  "When volumes are made and bound",
                  o -> o.path("volumeBindingMode").asText("Immediate"))
              .text(
                  "AllowVolumeExpansion",
                  "Whether volumes can grow",
                  o -> o.path("allowVolumeExpansion").asBoolean())
              .age());

  private StorageClassKind() {}
}
