package dev.timonier.server.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.Document;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.YamlReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ConformerTest {
  private static final String QUANTITY =
      "quantities must match the regular expression"
          + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

  /// @param type as in the table of types
  private record Refusal(String type, String json, String message) {}

  static final List<Refusal> REFUSALS =
      List.of(
          decoded(
              "apps/v1.StatefulSet",
              "{'spec':{'volumeClaimTemplates':[{'apiVersion':5}]}}",
              "number",
              "PersistentVolumeClaim.spec.volumeClaimTemplates.TypeMeta.apiVersion",
              "string"),
          decoded(
              "core/v1.ConfigMap",
              "{'metadata':{'uid':1}}",
              "number",
              "ObjectMeta.metadata.uid",
              "types.UID"),
          decoded(
              "core/v1.Service",
              "{'spec':{'type':true}}",
              "bool",
              "ServiceSpec.spec.type",
              "v1.ServiceType"),
          decoded(
              "core/v1.Service",
              "{'spec':{'ipFamilies':[4]}}",
              "number",
              "ServiceSpec.spec.ipFamilies",
              "v1.IPFamily"),
          decoded(
              "core/v1.Service",
              "{'spec':{'ipFamilies':'IPv4'}}",
              "string",
              "ServiceSpec.spec.ipFamilies",
              "[]v1.IPFamily"),
          decoded(
              "apps/v1.Deployment",
              "{'spec':{'strategy':{'type':[]}}}",
              "array",
              "DeploymentStrategy.spec.strategy.type",
              "v1.DeploymentStrategyType"),
          decoded(
              "core/v1.Pod",
              "{'spec':{'volumes':[{'hostPath':{'path':1}}]}}",
              "number",
              "HostPathVolumeSource.spec.volumes.VolumeSource.hostPath.path",
              "string"),
          decoded(
              "core/v1.Pod",
              "{'spec':{'volumes':[{'configMap':{'name':1}}]}}",
              "number",
              "ConfigMapVolumeSource.spec.volumes.VolumeSource.configMap.LocalObjectReference.name",
              "string"),
          decoded(
              "core/v1.Pod",
              "{'spec':{'containers':[{'resources':{'limits':[]}}]}}",
              "array",
              "ResourceRequirements.spec.containers.resources.limits",
              "v1.ResourceList"),
          decoded(
              "core/v1.PersistentVolumeClaim",
              "{'status':{'allocatedResourceStatuses':{'storage':1}}}",
              "number",
              "PersistentVolumeClaimStatus.status.allocatedResourceStatuses",
              "v1.ClaimResourceStatus"),
          decoded(
              "apps/v1.Deployment",
              "{'spec':{'strategy':{'rollingUpdate':{'maxSurge':1.5}}}}",
              "number 1.5",
              "RollingUpdateDeployment.spec.strategy.rollingUpdate.maxSurge",
              "int32"),
          decoded(
              "apps/v1.Deployment",
              "{'spec':{'strategy':{'rollingUpdate':{'maxSurge':{}}}}}",
              "object",
              "RollingUpdateDeployment.spec.strategy.rollingUpdate.maxSurge",
              "int32"),
          decoded(
              "core/v1.Pod",
              "{'metadata':{'creationTimestamp':1}}",
              "number",
              "ObjectMeta.metadata.creationTimestamp",
              "string"),
          decoded(
              "apps/v1.Deployment",
              "{'spec':{'replicas':'0','replicas':1}}",
              "string",
              "DeploymentSpec.spec.replicas",
              "int32"),
          decoded(
              "core/v1.Secret",
              "{'immutable':1,'data':{'a':'*'}}",
              "number",
              "Secret.immutable",
              "bool"),
          new Refusal(
              "core/v1.Secret",
              "{'data':{'a':'*'},'immutable':1}",
              "illegal base64 data at input byte 0"),
          new Refusal("core/v1.Pod", "{'spec':{'hostNetwork':1,'overhead':{'cpu':'x'}}}", QUANTITY),
          decoded("core/v1.Secret", "{'data':{'a':[1,256]}}", "number 256", "Secret.data", "uint8"),
          decoded(
              "core/v1.ServicePort", "{'port':1e+30}", "number 1e+30", "ServicePort.port", "int32"),
          new Refusal(
              "apiextensions/v1.JSONSchemaProps",
              "{'additionalProperties':'x'}",
              "boolean or JSON schema expected"),
          decoded(
              "apiextensions/v1.JSONSchemaProps",
              "{'items':[{'type':1}]}",
              "number",
              "JSONSchemaProps.items.type",
              "string"));

  private static Refusal decoded(
      String type, String json, String found, String field, String expected) {
    return new Refusal(
        type,
        json,
        "json: cannot unmarshal %s into Go struct field %s of type %s"
            .formatted(found, field, expected));
  }

  @ParameterizedTest
  @FieldSource("REFUSALS")
  void valueOfWrongTypeIsToldInGosWords(Refusal it) {
    assertThatExceptionOfType(ConformException.class)
        .isThrownBy(() -> Conformer.conform(json(it.json()), type(it.type())))
        .withMessage(it.message());
  }

  static final List<Refusal> MERGED =
      List.of(
          new Refusal(
              "core/v1.Service", "{'spec':{'type':1}}", "cannot convert int64 to v1.ServiceType"),
          new Refusal(
              "core/v1.Service",
              "{'spec':{'ipFamilies':[1]}}",
              "cannot convert int64 to v1.IPFamily"),
          new Refusal("core/v1.Service", "{'spec':{'type':true}}", "unrecognized type: string"),
          new Refusal(
              "core/v1.Pod",
              "{'metadata':{'creationTimestamp':1}}",
              "json: cannot unmarshal number into Go value of type string"),
          new Refusal(
              "apps/v1.Deployment",
              "{'spec':{'strategy':{'rollingUpdate':{'maxSurge':1.5}}}}",
              "json: cannot unmarshal number 1.5 into Go value of type int32"));

  @ParameterizedTest
  @FieldSource("MERGED")
  void valueOfWrongTypeInWhatWasMergedIsToldInTheConvertersWords(Refusal it) {
    var tree = (ObjectNode) json(it.json()).tree();
    assertThatExceptionOfType(ConformException.class)
        .isThrownBy(() -> Conformer.convert(tree, type(it.type())))
        .withMessage(it.message());
  }

  /// @param tree what is left of the numbers
  private record Narrowed(String json, String tree) {}

  static final List<Narrowed> NUMBERS =
      List.of(
          new Narrowed("{'replicas':4294967297}", "{'replicas':1}"),
          new Narrowed("{'replicas':2147483648}", "{'replicas':-2147483648}"),
          new Narrowed("{'replicas':9223372036854775807}", "{'replicas':-1}"),
          new Narrowed("{'replicas':1e10}", "{'replicas':1410065408}"),
          new Narrowed("{'replicas':18446744073709551617}", "{'replicas':0}"));

  @ParameterizedTest
  @FieldSource("NUMBERS")
  void lowBitsAreTakenOfNumbersInWhatWasMerged(Narrowed it) {
    var tree = (ObjectNode) json(it.json()).tree();
    Conformer.convert(tree, type("apps/v1.ReplicaSetSpec"));
    assertThat(tree.path("replicas")).isEqualTo(json(it.tree()).tree().path("replicas"));
  }

  /// @param tree what is left
  /// @param faults in the order in which they are told
  private record Repeated(String type, String json, String tree, List<String> faults) {}

  static final List<Repeated> REPEATED =
      List.of(
          new Repeated(
              "apps/v1.DeploymentSpec",
              "{'strategy':{'type':'a'},'x':1,'strategy':{'y':1,'rollingUpdate':{}},'x':2,'replicas':2,'replicas':0}",
              "{'strategy':{'type':'a','rollingUpdate':{}},'replicas':0,'selector':null,'template':{'metadata':{},'spec':{'containers':null}}}",
              List.of(
                  "unknown field \"x\"",
                  "duplicate field \"strategy\"",
                  "unknown field \"strategy.y\"",
                  "duplicate field \"replicas\"")),
          new Repeated(
              "core/v1.ConfigMap",
              "{'data':{'a':'1','b':'2'},'data':{'a':'3','a':'4'},'data':{}}",
              "{'metadata':{},'data':{'a':'4','b':'2'}}",
              List.of("duplicate field \"data\"", "duplicate field \"data.a\"")),
          new Repeated(
              "core/v1.PodSpec",
              "{'containers':[{'name':'a','image':'i'},{'name':'b'}],'containers':[{'image':'j'}]}",
              "{'containers':[{'name':'a','image':'j','resources':{}}]}",
              List.of("duplicate field \"containers\"")),
          new Repeated(
              "core/v1.PodSpec",
              "{'securityContext':{},'securityContext':null,'nodeSelector':{'a':'b'},'nodeSelector':null,'nodeName':'a','nodeName':null}",
              "{'nodeName':'a','containers':null}",
              List.of(
                  "duplicate field \"securityContext\"",
                  "duplicate field \"nodeSelector\"",
                  "duplicate field \"nodeName\"")));

  @ParameterizedTest
  @FieldSource("REPEATED")
  void fieldThatIsGivenAgainIsReadOntoWhatIsThere(Repeated it) {
    var document = json(it.json());
    assertThat(Conformer.conform(document, type(it.type()))).isEqualTo(it.faults());
    assertThat(document.tree()).isEqualTo(json(it.tree()).tree());
  }

  @Test
  void faultIsToldOnceAndAHundredAtMost() {
    var unknown =
        IntStream.range(0, 200).mapToObj(n -> "'x" + n + "':1").collect(Collectors.joining(","));
    assertThat(Conformer.conform(json("{" + unknown + "}"), type("core/v1.ConfigMap")))
        .hasSize(100)
        .startsWith("unknown field \"x0\"", "unknown field \"x1\"");
  }

  @Test
  void faultsOfYamlAreToldInTheOrderOfNames() {
    var yaml = YamlReader.read("x: 1\nmetadata: {y: 1, b: 2}\na: 1\n".getBytes(UTF_8));
    assertThat(Conformer.conform(yaml, type("core/v1.ConfigMap")))
        .containsExactly(
            "unknown field \"a\"",
            "unknown field \"metadata.b\"",
            "unknown field \"metadata.true\"",
            "unknown field \"x\"");
  }

  @Test
  void schemasWithinSchemasAreNotReadStrictly() {
    var schema = json("{'x':1,'properties':{'a':{'y':1,'items':{'z':1,'type':'string'}}}}");
    assertThat(Conformer.conform(schema, type("apiextensions/v1.JSONSchemaProps")))
        .containsExactly("unknown field \"x\"", "unknown field \"properties.a.y\"");
    assertThat(schema.tree())
        .isEqualTo(json("{'properties':{'a':{'items':{'type':'string'}}}}").tree());
  }

  @Test
  void nothingIsLeftOfNoBytes() {
    var configuration = json("{'webhooks':[{'clientConfig':{'caBundle':'','url':'u'}}]}");
    Conformer.conform(
        configuration, type("admissionregistration/v1.ValidatingWebhookConfiguration"));
    assertThat(configuration.tree().at("/webhooks/0/clientConfig").toString())
        .isEqualTo("{\"url\":\"u\"}");
  }

  @Test
  void nullIsTheZeroOfWhatIsAlwaysThere() {
    var revision = json("{'revision':null}");
    Conformer.conform(revision, type("apps/v1.ControllerRevision"));
    assertThat(revision.tree().path("revision").toString()).isEqualTo("0");
  }

  @Test
  void typeOfWhatIsInsideMayBeNull() {
    var set = json("{'spec':{'volumeClaimTemplates':[{'apiVersion':null,'kind':'','x':null}]}}");
    assertThat(Conformer.conform(set, type("apps/v1.StatefulSet")))
        .containsExactly("unknown field \"spec.volumeClaimTemplates[0].x\"");
    assertThat(set.tree().at("/spec/volumeClaimTemplates/0").has("apiVersion")).isFalse();
    assertThat(set.tree().at("/spec/volumeClaimTemplates/0").has("kind")).isFalse();
  }

  @Test
  void bytesMayBeGivenAsNumbers() {
    var secret = json("{'data':{'a':[65,66],'b':[]}}");
    assertThat(Conformer.conform(secret, type("core/v1.Secret"))).isEmpty();
    assertThat(secret.tree().path("data")).isEqualTo(json("{'a':'QUI=','b':''}").tree());
  }

  private record Empty(String type, String given, String shown, String stored) {
    @Override
    public String toString() {
      return type;
    }
  }

  static final List<Empty> EMPTIES =
      List.of(
          new Empty(
              "core/v1.LimitRange",
              "{'spec':{'limits':[]}}",
              "{'spec':{'limits':[]}}",
              "{'spec':{'limits':null}}"),
          new Empty("rbac/v1.ClusterRole", "{'rules':[]}", "{'rules':[]}", "{'rules':null}"),
          new Empty(
              "storage/v1.CSINode",
              "{'spec':{}}",
              "{'spec':{'drivers':null}}",
              "{'spec':{'drivers':null}}"),
          new Empty(
              "core/v1.ResourceQuota", "{'spec':{'scopes':[]}}", "{'spec':{}}", "{'spec':{}}"));

  @ParameterizedTest
  @FieldSource("EMPTIES")
  void emptyListsCountAsGivenUntilTheyAreStored(Empty it) {
    var tree = (ObjectNode) json(it.given()).tree();
    Conformer.conform(tree, type(it.type()));
    assertThat(withoutMetadata(tree)).isEqualTo(json(it.shown()).tree());
    Conformer.settle(tree, type(it.type()));
    assertThat(withoutMetadata(tree)).isEqualTo(json(it.stored()).tree());
  }

  private static ObjectNode withoutMetadata(ObjectNode tree) {
    return tree.deepCopy().without(List.of("metadata", "status"));
  }

  private static ObjectType type(String name) {
    return Schema.builtIn().type(name);
  }

  private static Document json(String text) {
    return JsonReader.read(text.replace('\'', '"').getBytes(UTF_8));
  }
}
