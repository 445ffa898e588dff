package dev.timonier.server.fuzz;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/// Paths and parameters.
class UrlProperties {
  private static final List<String> WORDS =
      List.of(
          "api",
          "apis",
          "v1",
          "apps",
          "namespaces",
          "default",
          "configmaps",
          "pods",
          "nodes",
          "watch",
          "proxy",
          "status",
          "scale",
          "log",
          "exec",
          "a",
          "",
          ".",
          "..",
          "%2F",
          "%00",
          "%",
          "%zz",
          "%ff",
          "openapi",
          "v2",
          "v3",
          "healthz",
          "metrics",
          "version",
          "*",
          "A",
          "\u00e4",
          "a:b",
          "https:a:1",
          "deployments",
          "eviction",
          "binding",
          "token",
          "finalize",
          "batch",
          "events.k8s.io");

  private static final List<String> PARAMETERS =
      List.of(
          "limit",
          "continue",
          "resourceVersion",
          "resourceVersionMatch",
          "sendInitialEvents",
          "allowWatchBookmarks",
          "timeoutSeconds",
          "fieldManager",
          "fieldValidation",
          "dryRun",
          "propagationPolicy",
          "orphanDependents",
          "gracePeriodSeconds",
          "pretty",
          "force",
          "watch",
          "labelSelector",
          "fieldSelector",
          "command",
          "container",
          "tailLines",
          "sinceTime",
          "ports");

  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "1",
          "-1",
          "99999999999999999999",
          "true",
          "maybe",
          "All",
          "Exact",
          "NotOlderThan",
          "Orphan",
          "%00",
          "%zz",
          "%ff%fe",
          "a=b",
          "a+in+(b",
          "a,b,,c",
          "!",
          "!a",
          "a!=b",
          "a>1",
          "a<x",
          "metadata.name=x",
          "spec.nodeName!=y",
          "x%5C",
          "eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ",
          "Strict");

  private static final HostileServer SERVER = new HostileServer();

  @AfterContainer
  static void stop() {
    SERVER.close();
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of(WORDS).list().ofMaxSize(9).map(words -> "/" + String.join("/", words));
  }

  @Provide
  Arbitrary<String> queries() {
    var texts = Arbitraries.oneOf(Arbitraries.of(VALUES), selectors());
    return Combinators.combine(Arbitraries.of(PARAMETERS), texts)
        .as((name, value) -> name + "=" + value)
        .list()
        .ofMaxSize(4)
        .map(parameters -> String.join("&", parameters));
  }

  @Provide
  Arbitrary<String> selectors() {
    var tokens =
        List.of(
            "a",
            "b/c",
            "in",
            "notin",
            "=",
            "==",
            "!=",
            "!",
            "(",
            ")",
            ",",
            "+",
            ">",
            "<",
            "1",
            "%5C",
            "%2C",
            "metadata.name",
            "x.",
            "-",
            "%C3%A4",
            "exists");
    return Arbitraries.of(tokens).list().ofMaxSize(10).map(some -> String.join("", some));
  }

  @Property(tries = 2000, seed = "20260")
  void anyPathIsAnswered(
      @ForAll("paths") String path,
      @ForAll("queries") String query,
      @ForAll("methods") String method) {
    SERVER.survives(method, path + "?" + query, "application/json", new byte[0]);
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of(
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "X");
  }

  @Property(tries = 1000, seed = "20260")
  void anyParametersOfAListAreAnswered(@ForAll("queries") String query) {
    SERVER.survives("GET", "/api/v1/pods?" + query, "application/json", new byte[0]);
  }

  @Property(tries = 1000, seed = "20260")
  void anySelectorIsAnswered(@ForAll("selectors") String label, @ForAll("selectors") String field) {
    var query = "labelSelector=" + label + "&fieldSelector=" + field;
    SERVER.survives("GET", "/api/v1/configmaps?" + query, "application/json", new byte[0]);
  }

  @Example
  void longPathsAndSelectorsAreAnswered() {
    SERVER.survives("GET", "/api" + "/a".repeat(50_000), "application/json", new byte[0]);
    var selector = "(".repeat(50_000);
    SERVER.survives("GET", "/api/v1/pods?labelSelector=a+in+" + selector, "", new byte[0]);
    SERVER.survives("GET", "/api/v1/pods?labelSelector=" + "a,".repeat(50_000), "", new byte[0]);
  }
}
