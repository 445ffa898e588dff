package dev.timonier.server.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.protobuf.Envelope;
import dev.timonier.server.protobuf.Protobuf;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.schema.Conformer;
import io.fabric8.kubernetes.api.model.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;

/// A whole API server, asked over the network in every format.
final class HttpObjects implements ObjectApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();

  /// How objects are sent and answered.
  private enum Format {
    AS_JSON("application/json") {
      @Override
      byte[] write(ObjectNode object) throws IOException {
        return JSON.writeValueAsBytes(object);
      }

      @Override
      ObjectNode read(byte[] body, Resource resource) throws IOException {
        return (ObjectNode) JSON.readTree(body);
      }
    },
    AS_YAML("application/yaml") {
      @Override
      byte[] write(ObjectNode object) throws IOException {
        return YAML.writeValueAsBytes(object);
      }

      @Override
      ObjectNode read(byte[] body, Resource resource) throws IOException {
        return (ObjectNode) YAML.readTree(body);
      }
    },
    /// It leaves out the types of objects that are within others; they are among the defaults.
    AS_PROTOBUF("application/vnd.kubernetes.protobuf") {
      @Override
      byte[] write(ObjectNode object) {
        return Protobuf.bytes(object);
      }

      @Override
      ObjectNode read(byte[] body, Resource resource) throws IOException {
        var object = Protobuf.read(Envelope.read(body), resource.type());
        resource.normalize(ApiObject.of(object));
        Conformer.settle(object, resource.type());
        return (ObjectNode) JSON.readTree(JSON.writeValueAsBytes(object));
      }
    };

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    abstract byte[] write(ObjectNode object) throws IOException;

    abstract ObjectNode read(byte[] body, Resource resource) throws IOException;
  }

  private final TestServer server = new TestServer();
  private final HttpClient client =
      HttpClient.newBuilder()
          .sslContext(TestKeys.clientContext("O=system:masters,CN=admin"))
          .build();

  /// With what pods must find.
  HttpObjects() {
    for (var account : List.of("default", "runner", "builder")) {
      make("/api/v1/namespaces/default/serviceaccounts", "{metadata: {name: " + account + "}}");
    }
    make(
        "/apis/scheduling.k8s.io/v1/priorityclasses",
        "{metadata: {name: high}, value: 1000, preemptionPolicy: Never}");
    make(
        "/apis/node.k8s.io/v1/runtimeclasses",
        "{metadata: {name: sandbox}, handler: runc,"
            + " overhead: {podFixed: {cpu: 10m, memory: 1Mi}}}");
  }

  private void make(String collection, String yaml) {
    assertThat(server.admin().post(collection, yaml).code()).isEqualTo(201);
  }

  @Override
  public ObjectNode create(ObjectNode object) {
    var created = send("POST", collection(object), Format.AS_JSON, object);
    if (object.path("kind").asText().equals("FlowSchema")) {
      await().until(() -> isNoted(object));
    }
    return created;
  }

  /// Whether the server has written what it has to say of the object.
  private boolean isNoted(ObjectNode object) {
    return find(object).orElseThrow().path("status").has("conditions");
  }

  @Override
  public Optional<ObjectNode> find(ObjectNode object) {
    var answer = ask("GET", path(object), Format.AS_JSON, new byte[0]);
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    return Optional.of(read(answer, Format.AS_JSON, object));
  }

  @Override
  public ObjectNode update(ObjectNode object) {
    return send("PUT", path(object), Format.AS_JSON, object);
  }

  @Override
  public void rewrite(ObjectNode object) {
    for (var format : Format.values()) {
      var answer = ask("GET", path(object), format, new byte[0]);
      assertThat(read(answer, format, object)).as(format::toString).isEqualTo(object);
      assertThat(send("PUT", path(object), format, object)).as(format::toString).isEqualTo(object);
    }
  }

  @Override
  public void finish(ObjectNode namespace) {
    send("PUT", path(namespace) + "/finalize", Format.AS_JSON, namespace);
  }

  @Override
  public void delete(ObjectNode object) {
    var answer = ask("DELETE", path(object) + "?gracePeriodSeconds=0", Format.AS_JSON, new byte[0]);
    assertThat(answer.statusCode()).as(() -> new String(answer.body(), UTF_8)).isBetween(200, 202);
  }

  private ObjectNode send(String method, String path, Format format, ObjectNode object) {
    try {
      return read(ask(method, path, format, format.write(object)), format, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode read(HttpResponse<byte[]> answer, Format format, ObjectNode object) {
    try {
      if (answer.statusCode() >= 300) {
        throw new Refusal(JSON.readValue(answer.body(), Status.class));
      }
      return format.read(answer.body(), ObjectApi.resource(object));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<byte[]> ask(String method, String path, Format format, byte[] body) {
    var request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
            .header("Content-Type", format.mediaType)
            .header("Accept", format.mediaType + ",application/json")
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String path(ObjectNode object) {
    return collection(object) + "/" + object.path("metadata").path("name").asText();
  }

  private static String collection(ObjectNode object) {
    var resource = ObjectApi.resource(object);
    var version = object.path("apiVersion").asText();
    return (version.contains("/") ? "/apis/" : "/api/")
        + version
        + (resource.namespaced() ? "/namespaces/default/" : "/")
        + resource.api().plural();
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }
}
