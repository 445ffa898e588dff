package dev.timonier.server.authz.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.server.json.YamlReader;
import dev.timonier.server.request.RequestInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyRuleTest {
  private static final String PODS = "{verbs: [get, list], apiGroups: [''], resources: [pods]}";
  private static final String NAMED =
      "{verbs: [get, create], apiGroups: [''], resources: [secrets], resourceNames: [one]}";
  private static final String SCALES =
      "{verbs: ['*'], apiGroups: [apps], resources: ['*/scale', deployments/status]}";
  private static final String ALL = "{verbs: ['*'], apiGroups: ['*'], resources: ['*']}";
  private static final String PATHS =
      "{verbs: [get], nonResourceURLs: [/healthz, '/logs/*', '/api*']}";

  private record Question(String rule, RequestInfo info, boolean allowed) {}

  static Stream<Question> questions() {
    return Stream.of(
        new Question(PODS, of("get", "", "pods", "", "a"), true),
        new Question(PODS, of("list", "", "pods", "", ""), true),
        new Question(PODS, of("delete", "", "pods", "", "a"), false),
        new Question(PODS, of("GET", "", "pods", "", "a"), false),
        new Question(PODS, of("get", "apps", "pods", "", "a"), false),
        new Question(PODS, of("get", "", "pods", "log", "a"), false),
        new Question(PODS, RequestInfo.ofPath("/pods", "get"), false),
        new Question(NAMED, of("get", "", "secrets", "", "one"), true),
        new Question(NAMED, of("get", "", "secrets", "", "two"), false),
        new Question(NAMED, of("create", "", "secrets", "", ""), false),
        new Question(SCALES, of("update", "apps", "deployments", "scale", "a"), true),
        new Question(SCALES, of("update", "apps", "replicasets", "scale", "a"), true),
        new Question(SCALES, of("get", "apps", "deployments", "status", "a"), true),
        new Question(SCALES, of("get", "apps", "replicasets", "status", "a"), false),
        new Question(SCALES, of("get", "apps", "deployments", "", "a"), false),
        new Question(SCALES, of("get", "apps", "deployments", "xscale", "a"), false),
        new Question(ALL, of("brew", "any.example.com", "pots", "lid", ""), true),
        new Question(ALL, RequestInfo.ofPath("/healthz", "get"), false),
        new Question(PATHS, RequestInfo.ofPath("/healthz", "get"), true),
        new Question(PATHS, RequestInfo.ofPath("/healthz/ping", "get"), false),
        new Question(PATHS, RequestInfo.ofPath("/healthz", "post"), false),
        new Question(PATHS, RequestInfo.ofPath("/logs/a/b", "get"), true),
        new Question(PATHS, RequestInfo.ofPath("/logs", "get"), false),
        new Question(PATHS, RequestInfo.ofPath("/apis", "get"), true),
        new Question(PATHS, of("get", "", "pods", "", "a"), false));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void ruleAllowsWhatItSays(Question question) {
    var tree = YamlReader.read(question.rule().getBytes(StandardCharsets.UTF_8)).tree();
    assertThat(PolicyRule.read(tree).allows(question.info())).isEqualTo(question.allowed());
  }

  private static RequestInfo of(
      String verb, String group, String resource, String subresource, String name) {
    return new RequestInfo(
        true,
        "",
        verb,
        new GroupVersion(group, "v1"),
        "shop",
        resource,
        subresource,
        name,
        List.of(),
        FieldSelector.EVERYTHING);
  }
}
