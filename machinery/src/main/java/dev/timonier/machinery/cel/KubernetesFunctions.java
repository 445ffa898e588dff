package dev.timonier.machinery.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The functions that Kubernetes adds to CEL
/// (<https://kubernetes.io/docs/reference/using-api/cel/#cel-options-language-features-and-libraries>).
final class KubernetesFunctions {
  private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");
  private static final CelType SEMVER = OpaqueType.create("kubernetes.Semver");
  private static final CelType ADDRESS = OpaqueType.create("net.IP");
  private static final CelType RANGE = OpaqueType.create("net.CIDR");
  private static final CelType URL = OpaqueType.create("kubernetes.URL");
  private static final CelType FORMAT = OpaqueType.create("kubernetes.NamedFormat");
  private static final CelType PATH_CHECK = OpaqueType.create("kubernetes.authorization.PathCheck");
  private static final CelType GROUP_CHECK =
      OpaqueType.create("kubernetes.authorization.GroupCheck");
  private static final CelType DECISION = OpaqueType.create("kubernetes.authorization.Decision");
  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType NUMBER = SimpleType.INT;
  private static final CelType TRUTH = SimpleType.BOOL;
  private static final CelType ELEMENT = TypeParamType.create("T");
  private static final List<String> FORMATS =
      List.of(
          "dns1123Label",
          "dns1123Subdomain",
          "dns1035Label",
          "qualifiedName",
          "dns1123LabelPrefix",
          "dns1123SubdomainPrefix",
          "dns1035LabelPrefix",
          "labelValue",
          "uri",
          "uuid",
          "byte",
          "date",
          "datetime");
  static final List<CelFunctionDecl> ALL = new KubernetesFunctions().declared();

  private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();

  private KubernetesFunctions() {
    quantities();
    versions();
    addresses();
    ranges();
    urls();
    texts();
    lists();
    formats();
    authorization();
    function("jsonpatch.escapeKey", TEXT, TEXT);
  }

  private List<CelFunctionDecl> declared() {
    return overloads.entrySet().stream()
        .map(entry -> CelFunctionDecl.newFunctionDeclaration(entry.getKey(), entry.getValue()))
        .toList();
  }

  private void function(String name, CelType result, CelType... parameters) {
    var known = overloads.computeIfAbsent(name, _ -> new ArrayList<>());
    var id = name + "_function_" + known.size();
    known.add(CelOverloadDecl.newGlobalOverload(id, result, parameters));
  }

  /// @param parameters the first is the value that has the method
  private void method(String name, CelType result, CelType... parameters) {
    var known = overloads.computeIfAbsent(name, _ -> new ArrayList<>());
    var id = name + "_method_" + known.size();
    known.add(CelOverloadDecl.newMemberOverload(id, result, parameters));
  }

  private void quantities() {
    function("quantity", QUANTITY, TEXT);
    function("isQuantity", TRUTH, TEXT);
    method("isInteger", TRUTH, QUANTITY);
    method("asInteger", NUMBER, QUANTITY);
    method("asApproximateFloat", SimpleType.DOUBLE, QUANTITY);
    method("sign", NUMBER, QUANTITY);
    for (var name : List.of("add", "sub")) {
      method(name, QUANTITY, QUANTITY, QUANTITY);
      method(name, QUANTITY, QUANTITY, NUMBER);
    }
    ordered(QUANTITY);
  }

  private void ordered(CelType type) {
    method("isLessThan", TRUTH, type, type);
    method("isGreaterThan", TRUTH, type, type);
    method("compareTo", NUMBER, type, type);
  }

  private void versions() {
    function("semver", SEMVER, TEXT);
    function("semver", SEMVER, TEXT, TRUTH);
    function("isSemver", TRUTH, TEXT);
    function("isSemver", TRUTH, TEXT, TRUTH);
    List.of("major", "minor", "patch").forEach(part -> method(part, NUMBER, SEMVER));
    ordered(SEMVER);
  }

  private void addresses() {
    function("ip", ADDRESS, TEXT);
    function("isIP", TRUTH, TEXT);
    function("ip.isCanonical", TRUTH, TEXT);
    function("string", TEXT, ADDRESS);
    method("family", NUMBER, ADDRESS);
    for (var property :
        List.of(
            "isUnspecified",
            "isLoopback",
            "isLinkLocalMulticast",
            "isLinkLocalUnicast",
            "isGlobalUnicast")) {
      method(property, TRUTH, ADDRESS);
    }
  }

  private void ranges() {
    function("cidr", RANGE, TEXT);
    function("isCIDR", TRUTH, TEXT);
    function("string", TEXT, RANGE);
    for (var argument : List.of(TEXT, ADDRESS)) {
      method("containsIP", TRUTH, RANGE, argument);
    }
    for (var argument : List.of(TEXT, RANGE)) {
      method("containsCIDR", TRUTH, RANGE, argument);
    }
    method("ip", ADDRESS, RANGE);
    method("masked", RANGE, RANGE);
    method("prefixLength", NUMBER, RANGE);
  }

  private void urls() {
    function("url", URL, TEXT);
    function("isURL", TRUTH, TEXT);
    for (var part : List.of("getScheme", "getHost", "getHostname", "getPort", "getEscapedPath")) {
      method(part, TEXT, URL);
    }
    method("getQuery", MapType.create(TEXT, ListType.create(TEXT)), URL);
  }

  private void texts() {
    method("find", TEXT, TEXT, TEXT);
    method("findAll", ListType.create(TEXT), TEXT, TEXT);
    method("findAll", ListType.create(TEXT), TEXT, TEXT, NUMBER);
  }

  private void lists() {
    var numbers = List.of(SimpleType.INT, SimpleType.UINT, SimpleType.DOUBLE, SimpleType.DURATION);
    var comparable = new ArrayList<CelType>(numbers);
    comparable.addAll(List.of(TEXT, TRUTH, SimpleType.TIMESTAMP, SimpleType.BYTES));
    for (var type : numbers) {
      method("sum", type, ListType.create(type));
    }
    for (var type : comparable) {
      method("isSorted", TRUTH, ListType.create(type));
      method("min", type, ListType.create(type));
      method("max", type, ListType.create(type));
    }
    method("indexOf", NUMBER, ListType.create(ELEMENT), ELEMENT);
    method("lastIndexOf", NUMBER, ListType.create(ELEMENT), ELEMENT);
  }

  private void authorization() {
    method("path", PATH_CHECK, KubernetesTypes.AUTHORIZER, TEXT);
    method("group", GROUP_CHECK, KubernetesTypes.AUTHORIZER, TEXT);
    method("serviceAccount", KubernetesTypes.AUTHORIZER, KubernetesTypes.AUTHORIZER, TEXT, TEXT);
    method("check", DECISION, PATH_CHECK, TEXT);
    method("resource", KubernetesTypes.RESOURCE_CHECK, GROUP_CHECK, TEXT);
    for (var part : List.of("subresource", "namespace", "name", "fieldSelector", "labelSelector")) {
      method(part, KubernetesTypes.RESOURCE_CHECK, KubernetesTypes.RESOURCE_CHECK, TEXT);
    }
    method("check", DECISION, KubernetesTypes.RESOURCE_CHECK, TEXT);
    method("allowed", TRUTH, DECISION);
    method("reason", TEXT, DECISION);
    method("errored", TRUTH, DECISION);
    method("error", TEXT, DECISION);
  }

  private void formats() {
    function("format.named", OptionalType.create(FORMAT), TEXT);
    FORMATS.forEach(format -> function("format." + format, FORMAT));
    method("validate", OptionalType.create(ListType.create(TEXT)), FORMAT, TEXT);
  }
}
