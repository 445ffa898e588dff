package dev.timonier.machinery.informer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.ListMeta;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All objects of a resource, at a revision.
@JsonIgnoreProperties(ignoreUnknown = true)
public record Listing<T>(ListMeta metadata, List<T> items) {
  public Listing(ListMeta metadata, @Nullable List<T> items) {
    this.metadata = metadata;
    this.items = Objects.requireNonNullElse(items, List.of());
  }

  public String revision() {
    return Objects.requireNonNullElse(metadata.getResourceVersion(), "");
  }
}
