package dev.timonier.server.representation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import org.jspecify.annotations.Nullable;

/// A Status as a tree.
public final class StatusTree {
  private StatusTree() {}

  public static ObjectNode of(Status status) {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", "Status").put("apiVersion", "v1");
    var metadata = tree.putObject("metadata");
    if (status.getMetadata() != null) {
      put(metadata, "continue", status.getMetadata().getContinue());
    }
    put(tree, "status", status.getStatus());
    put(tree, "message", status.getMessage());
    put(tree, "reason", status.getReason());
    if (status.getDetails() != null) {
      tree.set("details", details(status.getDetails()));
    }
    if (status.getCode() != null) {
      tree.put("code", status.getCode());
    }
    return tree;
  }

  private static ObjectNode details(StatusDetails details) {
    var tree = JsonNodeFactory.instance.objectNode();
    put(tree, "name", details.getName());
    put(tree, "group", details.getGroup());
    put(tree, "kind", details.getKind());
    put(tree, "uid", details.getUid());
    if (details.getCauses() != null && !details.getCauses().isEmpty()) {
      var causes = tree.putArray("causes");
      details.getCauses().forEach(cause -> causes.add(cause(cause)));
    }
    if (details.getRetryAfterSeconds() != null && details.getRetryAfterSeconds() != 0) {
      tree.put("retryAfterSeconds", details.getRetryAfterSeconds());
    }
    return tree;
  }

  private static ObjectNode cause(StatusCause cause) {
    var tree = JsonNodeFactory.instance.objectNode();
    put(tree, "reason", cause.getReason());
    put(tree, "message", cause.getMessage());
    put(tree, "field", cause.getField());
    return tree;
  }

  private static void put(ObjectNode tree, String field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      tree.put(field, value);
    }
  }
}
