package dev.timonier.controllers.validatingadmissionpolicystatus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The types of kinds, from the OpenAPI documents that the API server publishes. Each document is
/// read once.
final class OpenApiSchemas implements Schemas {
  private static final Logger LOG = LoggerFactory.getLogger(OpenApiSchemas.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final KubernetesClient client;
  private final Map<GroupVersion, JsonNode> documents = new HashMap<>();
  private int read;

  OpenApiSchemas(KubernetesClient client) {
    this.client = client;
  }

  /// Names of types begin with the kind and a number, so that no two kinds have the same.
  @Override
  public Optional<SchemaType> type(GroupVersionKind kind) {
    var schemas = documents.computeIfAbsent(kind.groupVersion(), this::read);
    var name = kind.kind() + read++;
    return StreamSupport.stream(schemas.spliterator(), false)
        .filter(schema -> isOf(schema, kind))
        .findFirst()
        .map(schema -> new SchemaReader(schemas).read(schema, name));
  }

  private static boolean isOf(JsonNode schema, GroupVersionKind kind) {
    return StreamSupport.stream(schema.path("x-kubernetes-group-version-kind").spliterator(), false)
        .anyMatch(
            known ->
                known.path("group").asText().equals(kind.group())
                    && known.path("version").asText().equals(kind.version())
                    && known.path("kind").asText().equals(kind.kind()));
  }

  /// What cannot be read says nothing of its kinds, and does not keep others from being checked.
  private JsonNode read(GroupVersion groupVersion) {
    var root = groupVersion.group().isEmpty() ? "/openapi/v3/api/" : "/openapi/v3/apis/";
    try {
      var document = client.raw(root + groupVersion);
      return document == null
          ? MissingNode.getInstance()
          : JSON.readTree(document).path("components").path("schemas");
    } catch (KubernetesClientException | JsonProcessingException e) {
      LOG.warn("the types of {} cannot be read", groupVersion, e);
      return MissingNode.getInstance();
    }
  }
}
