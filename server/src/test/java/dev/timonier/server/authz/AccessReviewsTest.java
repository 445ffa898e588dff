package dev.timonier.server.authz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessReviewsTest {
  private static final String GROUP = "/apis/authorization.k8s.io/v1/";
  private static final String GET_PODS = "{resourceAttributes: {verb: get, resource: pods}}";
  private static final String OWN_PODS =
      "{resourceAttributes: {verb: list, resource: pods, fieldSelector: {rawSelector:"
          + " spec.nodeName=n1}}}";
  private static final String SECRET = "{resourceAttributes: {verb: delete, resource: secrets}}";
  private static final String SELF_REVIEW =
      "{resourceAttributes: {verb: create, group: authentication.k8s.io, resource:"
          + " selfsubjectreviews}}";

  @AutoClose private final TestServer server = new TestServer();

  private record Question(String subject, String spec, boolean allowed) {}

  static Stream<Question> questions() {
    return Stream.of(
        new Question("O=system:masters,CN=admin", SECRET, true),
        new Question("CN=system:kube-scheduler", GET_PODS, true),
        new Question("O=system:nodes,CN=system:node:n1", GET_PODS, false),
        new Question("O=system:nodes,CN=system:node:n1", OWN_PODS, true),
        new Question("CN=system:kube-scheduler", SECRET, false),
        new Question("O=system:nodes,CN=jane", GET_PODS, false),
        new Question("CN=system:node:n1", GET_PODS, false),
        new Question("CN=jane", GET_PODS, false),
        new Question("CN=jane", SELF_REVIEW, true),
        new Question("CN=jane", "{nonResourceAttributes: {verb: get, path: /apis/apps}}", true),
        new Question("CN=jane", "{nonResourceAttributes: {verb: get, path: /metrics}}", false));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void answerIsWhatWouldHappen(Question question) {
    var answer =
        server
            .certificate(question.subject())
            .post(GROUP + "selfsubjectaccessreviews", "{spec: " + question.spec() + "}");
    assertThat(answer.code()).isEqualTo(201);
    assertThat(answer.body().path("status").path("allowed").asBoolean())
        .isEqualTo(question.allowed());
  }

  @Test
  void answersAboutOthersAreForThoseWhoMayAsk() {
    var review =
        "{spec: {user: jane, groups: ['system:masters'], resourceAttributes: {verb: get}}}";
    var path = GROUP + "subjectaccessreviews";
    var answer = server.admin().post(path, review);
    assertThat(answer.body().path("status").path("allowed").asBoolean()).isTrue();
    assertThat(server.certificate("CN=jane").post(path, review).code()).isEqualTo(403);
  }

  private record Fault(String plural, String review, String message) {}

  static Stream<Fault> faults() {
    var invalid = ".authorization.k8s.io \"\" is invalid: ";
    return Stream.of(
        new Fault(
            "subjectaccessreviews",
            "{}",
            invalid
                + "[spec.resourceAttributes: Invalid value: null: exactly one of"
                + " nonResourceAttributes or resourceAttributes must be specified, spec.user:"
                + " Invalid value: \"\": at least one of user or group must be specified]"),
        new Fault(
            "subjectaccessreviews",
            "{spec: {user: u, resourceAttributes: {}, nonResourceAttributes: {path: /x, verb:"
                + " get}}}",
            invalid
                + "spec.nonResourceAttributes: Invalid value: {\"Path\":\"/x\",\"Verb\":\"get\"}:"
                + " cannot be specified in combination with resourceAttributes"),
        new Fault(
            "selfsubjectaccessreviews",
            "{spec: {resourceAttributes: {}, nonResourceAttributes: {}}}",
            invalid
                + "spec.nonResourceAttributes: Invalid value: {\"Path\":\"\",\"Verb\":\"\"}:"
                + " cannot be specified in combination with resourceAttributes"),
        new Fault(
            "namespaces/a/localsubjectaccessreviews",
            "{spec: {user: u, resourceAttributes: {verb: get, namespace: b}}}",
            invalid
                + "spec.resourceAttributes.namespace: Invalid value: \"b\": must match"
                + " metadata.namespace"),
        new Fault(
            "namespaces/a/localsubjectaccessreviews",
            "{spec: {user: u, nonResourceAttributes: {path: /x, verb: get}}}",
            invalid
                + "spec.nonResourceAttributes: Invalid value: {\"Path\":\"/x\",\"Verb\":\"get\"}:"
                + " disallowed on this kind of request"),
        new Fault(
            "namespaces/a/localsubjectaccessreviews",
            "{spec: {user: u}}",
            invalid
                + "spec.resourceAttributes: Invalid value: null: exactly one of"
                + " nonResourceAttributes or resourceAttributes must be specified"),
        new Fault(
            "selfsubjectaccessreviews",
            "{spec: {resourceAttributes: {verb: list, labelSelector: {}}}}",
            invalid
                + "spec.resourceAttributes.labelSelector.requirements: Required value: when"
                + " spec.resourceAttributes.labelSelector is specified, requirements or"
                + " rawSelector is required"),
        new Fault("selfsubjectrulesreviews", "{spec: {}}", "no namespace on request"));
  }

  @Test
  void whatOnlyTheServerSaysIsLeftOut() {
    var metadata = "{uid: x, creationTimestamp: '2024-01-01T00:00:00Z', selfLink: /x}";
    var answer =
        server
            .admin()
            .post(
                GROUP + "selfsubjectaccessreviews",
                "{metadata: " + metadata + ", spec: " + GET_PODS + "}");
    assertThat(answer.code()).isEqualTo(201);
    assertThat(answer.body().path("metadata").has("uid")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {key: a, operator: Exists} | ''
          {key: a, operator: Exists}, {key: b, operator: In, values: [c]} | ' partially'
          {key: a, operator: In, values: [b, c]}, {key: d, operator: NotIn, values: [e]} | ' partially'
          """)
  void requirementsThatAreNotUnderstoodAreTold(String requirements, String extent) {
    var answer =
        server
            .admin()
            .post(
                GROUP + "selfsubjectaccessreviews",
                "{spec: {resourceAttributes: {verb: list, resource: pods, fieldSelector:"
                    + " {requirements: ["
                    + requirements
                    + "]}}}}");
    assertThat(answer.body().at("/status/evaluationError").asText())
        .isEqualTo(
            "spec.resourceAttributes.fieldSelector" + extent + " ignored due to parse error");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void reviewIsRefused(Fault fault) {
    var answer = server.admin().post(GROUP + fault.plural(), fault.review());
    assertThat(answer.message()).isEqualTo(fault.message());
  }

  @Test
  void rulesTellWhatUserMayDo() {
    var status =
        server
            .certificate("CN=jane")
            .post(GROUP + "selfsubjectrulesreviews", "{spec: {namespace: default}}")
            .body()
            .path("status");
    assertThat(status.path("incomplete").asBoolean()).isFalse();
    assertThat(status.path("resourceRules").toString())
        .isEqualTo(
            "[{\"verbs\":[\"create\"],\"apiGroups\":[\"authorization.k8s.io\"],\"resources\":"
                + "[\"selfsubjectaccessreviews\",\"selfsubjectrulesreviews\"]},{\"verbs\":"
                + "[\"create\"],\"apiGroups\":[\"authentication.k8s.io\"],\"resources\":"
                + "[\"selfsubjectreviews\"]}]");
  }

  @Test
  void strangersLearnNothingButHealthAndVersion() {
    assertThat(server.anonymous().get("/version").code()).isEqualTo(200);
    assertThat(server.anonymous().get("/apis").code()).isEqualTo(403);
    assertThat(server.anonymous().get("/api/v1/pods").code()).isEqualTo(403);
    assertThat(server.anonymous().post(GROUP + "selfsubjectaccessreviews", "{}").code())
        .isEqualTo(403);
  }
}
