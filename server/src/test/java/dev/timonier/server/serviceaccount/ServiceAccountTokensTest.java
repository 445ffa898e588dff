package dev.timonier.server.serviceaccount;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceAccountTokensTest {
  private static final String SELF = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
  private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
  private static final String REVIEWS = "/apis/authentication.k8s.io/v1/tokenreviews";

  @AutoClose private final TestServer server = new TestServer();
  private int count;
  private String namespace = "";

  @BeforeEach
  void makeNamespace() {
    namespace = "shop-" + count++;
    created("/api/v1/namespaces", "{metadata: {name: " + namespace + "}}");
    created(path("serviceaccounts"), "{metadata: {name: web}}");
  }

  @Test
  void serviceAccountIsKnownByItsToken() {
    var user = whoami(token("{}"));
    assertThat(user.path("username").asText())
        .isEqualTo("system:serviceaccount:" + namespace + ":web");
    assertThat(user.path("groups"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "system:serviceaccounts",
            "system:serviceaccounts:" + namespace,
            "system:authenticated");
    assertThat(
            user.path("extra").path("authentication.kubernetes.io/credential-id").get(0).asText())
        .startsWith("JTI=");
  }

  @Test
  void requestTellsWhoAskedForWhat() {
    var request = created(path("serviceaccounts/web/token"), "{spec: {audiences: [a]}}");
    var entry = request.path("metadata").path("managedFields").path(0);
    assertThat(entry.path("subresource").asText()).isEqualTo("token");
    assertThat(entry.path("fieldsV1").toString())
        .isEqualTo("{\"f:spec\":{\"f:audiences\":{},\"f:expirationSeconds\":{}}}");
    assertThat(request.path("spec").path("boundObjectRef").isNull()).isTrue();
  }

  @Test
  void tokenSaysWhatItIsBoundTo() {
    makePod("web-1", "n1-" + namespace);
    var node = created("/api/v1/nodes", "{metadata: {name: n1-" + namespace + "}}");
    var request = "{boundObjectRef: {apiVersion: v1, kind: Pod, name: web-1}}";
    var claims = claims(token(request)).path("kubernetes.io");
    assertThat(claims.path("namespace").asText()).isEqualTo(namespace);
    assertThat(claims.path("serviceaccount").path("name").asText()).isEqualTo("web");
    assertThat(claims.path("pod").path("name").asText()).isEqualTo("web-1");
    assertThat(claims.path("node").path("uid")).isEqualTo(node.path("metadata").path("uid"));
    var extra = whoami(token(request)).path("extra");
    assertThat(extra.path("authentication.kubernetes.io/pod-name").get(0).asText())
        .isEqualTo("web-1");
    assertThat(extra.path("authentication.kubernetes.io/node-name").get(0).asText())
        .isEqualTo("n1-" + namespace);
  }

  @Test
  void tokenOfVolumeLastsLongerAndTellsWhenToWarn() {
    makePod("web-1", "");
    var spec =
        "{expirationSeconds: 3607, boundObjectRef: {apiVersion: v1, kind: Pod, name: web-1}}";
    var claims = claims(token(spec));
    var issued = claims.path("iat").asLong();
    assertThat(claims.path("exp").asLong()).isEqualTo(issued + Duration.ofDays(365).toSeconds());
    assertThat(claims.path("kubernetes.io").path("warnafter").asLong()).isEqualTo(issued + 3607);
  }

  @Test
  void usesOfTokensOfVolumesAreCounted() {
    makePod("web-1", "");
    var spec =
        "{expirationSeconds: 3607, boundObjectRef: {apiVersion: v1, kind: Pod, name: web-1}}";
    var token = token(spec);
    whoami(token);
    assertThat(metrics())
        .contains("serviceaccount_valid_tokens_total 1\n", "serviceaccount_stale_tokens_total 0\n");

    server.time().advance(Duration.ofHours(2));
    whoami(token);
    assertThat(metrics())
        .contains("serviceaccount_valid_tokens_total 1\n", "serviceaccount_stale_tokens_total 1\n");
  }

  private String metrics() {
    return server.admin().get("/metrics").text();
  }

  private record Ending(String name, String binding, Consumer<ServiceAccountTokensTest> end) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Ending> endings() {
    return Stream.of(
        new Ending("service account is deleted", "", t -> t.delete("serviceaccounts", "web")),
        new Ending(
            "service account is another",
            "",
            t -> {
              t.delete("serviceaccounts", "web");
              t.created(t.path("serviceaccounts"), "{metadata: {name: web}}");
            }),
        new Ending("secret is deleted", "Secret", t -> t.delete("secrets", "bound")),
        new Ending(
            "secret is another",
            "Secret",
            t -> {
              t.delete("secrets", "bound");
              t.created(t.path("secrets"), "{metadata: {name: bound}}");
            }),
        new Ending("token expires", "", t -> t.server.time().advance(Duration.ofSeconds(3661))));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void tokenEndsWhen(Ending ending) {
    created(path("secrets"), "{metadata: {name: bound}}");
    var spec =
        ending.binding().isEmpty()
            ? "{}"
            : "{boundObjectRef: {apiVersion: v1, kind: Secret, name: bound}}";
    var token = token(spec);
    assertThat(server.bearer(token).post(SELF, "{}").code()).isEqualTo(201);
    ending.end().accept(this);
    var answer = server.bearer(token).post(SELF, "{}");
    assertThat(answer.code()).isEqualTo(401);
    assertThat(answer.message()).isEqualTo("Unauthorized");
  }

  @Test
  void tokenForOthersIsRefusedHereAndFoundGoodByReview() {
    var token = token("{audiences: [vault, bank]}");
    assertThat(server.bearer(token).post(SELF, "{}").code()).isEqualTo(401);
    var status = review("{token: " + token + ", audiences: [bank, post]}");
    assertThat(status.path("authenticated").asBoolean()).isTrue();
    assertThat(status.path("audiences")).extracting(JsonNode::asText).containsExactly("bank");
    assertThat(status.path("user").path("username").asText()).endsWith(":web");
    assertThat(review("{token: " + token + "}").path("error").asText())
        .isEqualTo(
            "[invalid bearer token, token audiences [\"vault\" \"bank\"] is invalid for the target"
                + " audiences [\"https://kubernetes.default.svc\"]]");
  }

  @Test
  void forgedTokensAreRefused() {
    var parts = token("{}").split("\\.", 3);
    var claims = (ObjectNode) claims(String.join(".", parts));
    var other =
        SigningKey.read(TestKeys.writeOtherTokenKey(server.directory().resolve("other.key")));
    claims.put("sub", "system:serviceaccount:kube-system:admin");
    var altered = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(claims));
    var none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    for (var token :
        new String[] {
          parts[0] + "." + altered + "." + parts[2],
          none + "." + parts[1] + ".",
          other.sign(claims),
          "garbage",
          "a.b.c"
        }) {
      assertThat(server.bearer(token).post(SELF, "{}").code()).as(token).isEqualTo(401);
      assertThat(server.bearer(token).get("/healthz").code()).as(token).isEqualTo(401);
      assertThat(review("{token: \"" + token + "\"}").path("authenticated").asBoolean()).isFalse();
    }
  }

  @Test
  void tokenMayComeAsWebSocketProtocol() {
    var token = protocol(token("{}"));
    assertThat(socket("v4.channel.k8s.io, " + token).post(SELF, "{}").code()).isEqualTo(201);
  }

  /// Some other protocol is needed for the answer to name.
  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s, %s, v4.channel.k8s.io", "v4.channel.k8s.io, %s!"})
  void tokenThatIsNoProperWebSocketProtocolIsRefused(String form) {
    var protocols = form.replace("%s", protocol(token("{}")));
    assertThat(socket(protocols).post(SELF, "{}").code()).isEqualTo(401);
  }

  @Test
  void protocolOfARequestThatOpensNoWebSocketIsNoToken() {
    var client = server.anonymous().with("Sec-WebSocket-Protocol", "a, " + protocol(token("{}")));
    assertThat(client.post(SELF, "{}").code()).isEqualTo(403);
  }

  private TestServer.Client socket(String protocols) {
    return server
        .anonymous()
        .with("Upgrade", "websocket")
        .with("Sec-WebSocket-Protocol", protocols);
  }

  private static String protocol(String token) {
    var bytes = token.getBytes(StandardCharsets.UTF_8);
    return "base64url.bearer.authorization.k8s.io."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void tokenInSecretIsGoodWhileTheSecretHoldsIt() {
    var account = server.admin().get(path("serviceaccounts/web")).body();
    var token = secretToken(account.path("metadata").path("uid").asText());
    assertThat(server.bearer(token).post(SELF, "{}").code()).isEqualTo(401);
    var data = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    created(
        path("secrets"),
        "{metadata: {name: kept, annotations: {kubernetes.io/service-account.name: web}}, type:"
            + " kubernetes.io/service-account-token, data: {token: "
            + data
            + "}}");
    assertThat(whoami(token).path("username").asText())
        .isEqualTo("system:serviceaccount:" + namespace + ":web");
    assertThat(metrics())
        .contains(
            "serviceaccount_legacy_tokens_total 1\n",
            "serviceaccount_legacy_manual_token_uses_total 1\n",
            "serviceaccount_legacy_auto_token_uses_total 0\n");
    assertThat(
            server
                .admin()
                .get(path("secrets/kept"))
                .body()
                .path("metadata")
                .path("labels")
                .path("kubernetes.io/legacy-token-last-used")
                .asText())
        .matches(DATE);
    delete("secrets", "kept");
    assertThat(server.bearer(token).post(SELF, "{}").code()).isEqualTo(401);
  }

  @Test
  void tokenInSecretIsNotGoodWhileTheSecretIsMarkedAsInvalid() {
    var account = server.admin().get(path("serviceaccounts/web")).body();
    var token = secretToken(account.path("metadata").path("uid").asText());
    var data = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    created(
        path("secrets"),
        "{metadata: {name: kept, annotations: {kubernetes.io/service-account.name: web},"
            + " labels: {kubernetes.io/legacy-token-invalid-since: '2026-01-01'}}, type:"
            + " kubernetes.io/service-account-token, data: {token: "
            + data
            + "}}");
    assertThat(server.bearer(token).post(SELF, "{}").code()).isEqualTo(401);
    var review = created(REVIEWS, "{spec: {token: " + token + "}}");
    assertThat(review.path("status").path("error").asText())
        .contains("the token in secret " + namespace + "/kept for service account")
        .contains("has been marked invalid");
    assertThat(metrics()).contains("serviceaccount_invalid_legacy_auto_token_uses_total 2\n");
  }

  @Test
  void serverTellsSinceWhenItNotesUse() {
    var map =
        "/api/v1/namespaces/kube-system/configmaps/kube-apiserver-legacy-service-account-token-tracking";
    assertThat(server.admin().get(map).body().path("data").path("since").asText()).matches(DATE);
  }

  private String secretToken(String uid) {
    var prefix = "kubernetes.io/serviceaccount/";
    var claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("iss", "kubernetes/serviceaccount")
            .put(prefix + "namespace", namespace)
            .put(prefix + "secret.name", "kept")
            .put(prefix + "service-account.name", "web")
            .put(prefix + "service-account.uid", uid)
            .put("sub", "system:serviceaccount:" + namespace + ":web");
    return SigningKey.read(server.directory().resolve("sa.key")).sign(claims);
  }

  private record Refusal(String name, String spec, int code, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Refusal> refusals() {
    var invalid = "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: ";
    return Stream.of(
        new Refusal(
            "too short",
            "{expirationSeconds: 5}",
            422,
            invalid + "Invalid value: 5: may not specify a duration less than 10 minutes"),
        new Refusal(
            "too long",
            "{expirationSeconds: 4294967297}",
            422,
            invalid
                + "Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds"),
        new Refusal(
            "strange kind",
            "{boundObjectRef: {kind: Deployment, apiVersion: apps/v1, name: x}}",
            400,
            "cannot bind token to object of type apps/v1, Kind=Deployment"),
        new Refusal(
            "absent pod",
            "{boundObjectRef: {kind: Pod, apiVersion: v1, name: absent}}",
            404,
            "pods \"absent\" not found"),
        new Refusal(
            "other uid",
            "{boundObjectRef: {kind: Secret, apiVersion: v1, name: present, uid: u-1}}",
            409,
            "Operation cannot be fulfilled on Secret \"present\": the UID in the bound object"
                + " reference (u-1) does not match the UID in record. The object might have been"
                + " deleted and then recreated"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void tokenIsRefused(Refusal refusal) {
    created(path("secrets"), "{metadata: {name: present}}");
    var answer =
        server.admin().post(path("serviceaccounts/web/token"), "{spec: " + refusal.spec() + "}");
    assertThat(answer.code()).isEqualTo(refusal.code());
    assertThat(answer.message()).startsWith(refusal.message());
  }

  @Test
  void podIsBoundOnlyToTokensOfItsOwnAccount() {
    makePod("web-1", "");
    created(path("serviceaccounts"), "{metadata: {name: other}}");
    var answer =
        server
            .admin()
            .post(
                path("serviceaccounts/other/token"),
                "{spec: {boundObjectRef: {apiVersion: v1, kind: Pod, name: web-1}}}");
    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo(
            "cannot bind token for serviceaccount \"other\" to pod running with different"
                + " serviceaccount name.");
  }

  @Test
  void publishedKeysVerifyTokens() throws Exception {
    var client = server.bearer(token("{}"));
    var keys = JWKSet.parse(client.get("/openid/v1/jwks").text());
    var token = JWSObject.parse(token("{}"));
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
    assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(client.get("/.well-known/openid-configuration").body().path("issuer"))
        .isEqualTo(claims(token("{}")).path("iss"));
  }

  @Test
  void whatIsPublishedIsKeptForAnHourAndOnlyRead() {
    var client = server.admin();
    for (var path : List.of("/.well-known/openid-configuration", "/openid/v1/jwks/")) {
      assertThat(client.get(path).headers().first("Cache-Control"))
          .contains("public, max-age=3600");
      assertThat(client.post(path, "{}").code()).isEqualTo(405);
      assertThat(client.get(path + "/x").code()).isEqualTo(404);
    }
  }

  private void makePod(String name, String node) {
    created(
        path("pods"),
        "{metadata: {name: "
            + name
            + "}, spec: {serviceAccountName: web, nodeName: \""
            + node
            + "\", containers: [{name: c, image: i}]}}");
  }

  private String token(String spec) {
    var request = created(path("serviceaccounts/web/token"), "{spec: " + spec + "}");
    return request.path("status").path("token").asText();
  }

  private JsonNode whoami(String token) {
    return server.bearer(token).post(SELF, "{}").body().path("status").path("userInfo");
  }

  private JsonNode review(String spec) {
    return created(REVIEWS, "{spec: " + spec + "}").path("status");
  }

  private static JsonNode claims(String token) {
    return JsonReader.tree(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]));
  }

  private static byte[] bytes(JsonNode tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String path(String rest) {
    return "/api/v1/namespaces/" + namespace + "/" + rest;
  }

  private JsonNode created(String path, String yaml) {
    var answer = server.admin().post(path, yaml);
    assertThat(answer.code()).as(answer.text()).isEqualTo(201);
    return answer.body();
  }

  private void delete(String plural, String name) {
    assertThat(server.admin().delete(path(plural + "/" + name)).code()).isEqualTo(200);
  }
}
