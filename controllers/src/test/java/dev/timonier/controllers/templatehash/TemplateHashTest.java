package dev.timonier.controllers.templatehash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateHashTest {
  /// As kube-apiserver fills in a template with one container.
  private static final String TEMPLATE =
      """
      metadata:
        labels:
          app: x
      spec:
        containers:
        - name: c
          image: i:1
          resources: {}
          terminationMessagePath: /dev/termination-log
          terminationMessagePolicy: File
          imagePullPolicy: IfNotPresent
        restartPolicy: Always
        terminationGracePeriodSeconds: 30
        dnsPolicy: ClusterFirst
        securityContext: {}
        schedulerName: default-scheduler
      """;

  private static PodTemplateSpec template() {
    return Serialization.unmarshal(TEMPLATE, PodTemplateSpec.class);
  }

  @Test
  void templatesHaveTheHashThatKubernetesGivesThem() {
    assertThat(TemplateHash.of(template(), 0)).isEqualTo("7dcc7ff7f");
    var elsewhere =
        new PodTemplateSpecBuilder(template())
            .editSpec()
            .addToNodeSelector("no", "where")
            .endSpec()
            .build();
    assertThat(TemplateHash.of(elsewhere, 0)).isEqualTo("64496b96f6");
  }

  @Test
  void theLabelOfTheHashDoesNotCount() {
    var labelled =
        new PodTemplateSpecBuilder(template())
            .editMetadata()
            .addToLabels("pod-template-hash", "a")
            .endMetadata()
            .build();
    assertThat(TemplateHash.of(labelled, 0)).isEqualTo("7dcc7ff7f");
    assertThat(TemplateHash.same(labelled, template())).isTrue();
  }

  @Test
  void aLabelWithoutAValueMakesAnotherTemplate() {
    var labelled =
        new PodTemplateSpecBuilder(template())
            .editMetadata()
            .addToLabels("marked", "")
            .endMetadata()
            .build();
    assertThat(TemplateHash.same(labelled, template())).isFalse();
    assertThat(TemplateHash.of(labelled, 0)).isNotEqualTo(TemplateHash.of(template(), 0));
  }

  @Test
  void everyFieldThatATemplateMayHaveCounts() {
    assertThat(missing("v1.PodTemplateSpec", PodTemplateSpec.class)).isEmpty();
  }

  /// The fields of a class, and of the classes below it, that a Go type does not have.
  private static List<String> missing(String type, Class<?> shape) {
    var fields = fields(type).toList();
    return properties(shape)
        .flatMap(
            property ->
                fields.stream()
                    .filter(field -> field.json().equals(property.getName()))
                    .findFirst()
                    .map(field -> missingBelow(element(field.type()), property))
                    .orElse(List.of(type + "." + property.getName()))
                    .stream())
        .toList();
  }

  private static List<String> missingBelow(String type, BeanPropertyDefinition property) {
    return GoStructs.has(type) ? missing(type, element(property)) : List.of();
  }

  private static Stream<GoStructs.Field> fields(String type) {
    return GoStructs.fields(type).stream()
        .flatMap(field -> field.isInlined() ? fields(field.type()) : Stream.of(field));
  }

  private static String element(String type) {
    return type.replaceFirst("^(\\*|\\[]|map\\[string])+", "");
  }

  private static Class<?> element(BeanPropertyDefinition property) {
    var type = property.getPrimaryType();
    return (type.isContainerType() ? type.getContentType() : type).getRawClass();
  }

  private static Stream<BeanPropertyDefinition> properties(Class<?> shape) {
    var mapper = new JsonMapper();
    return mapper
        .getSerializationConfig()
        .introspect(mapper.constructType(shape))
        .findProperties()
        .stream()
        .filter(BeanPropertyDefinition::hasField);
  }

  @Test
  void collisionsGiveOtherHashes() {
    assertThat(TemplateHash.of(template(), 1))
        .isNotEqualTo(TemplateHash.of(template(), 0))
        .isNotEqualTo(TemplateHash.of(template(), 2));
  }

  @Test
  void allFieldsAreWrittenWithTheirTypes() throws Exception {
    var port = new JsonMapper().readTree("{\"name\": \"a\", \"containerPort\": 80}");
    assertThat(GoText.of("v1.ContainerPort", port))
        .isEqualTo(
            "(v1.ContainerPort){Name:(string)a HostPort:(int32)0 ContainerPort:(int32)80"
                + " Protocol:(v1.Protocol) HostIP:(string)}");
    assertThat(GoText.of("*int64", MissingNode.getInstance())).isEqualTo("(*int64)<nil>");
    assertThat(GoText.of("[]string", port.path("none"))).isEqualTo("([]string)<nil>");
    assertThat(
            GoText.of("map[string]string", new JsonMapper().readTree("{\"b\":\"1\",\"a\":\"2\"}")))
        .isEqualTo("(map[string]string)map[a:2 b:1]");
    assertThat(GoText.of("intstr.IntOrString", TextNode.valueOf("http")))
        .isEqualTo("(intstr.IntOrString){Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)http}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, DecimalSI",
    "100m, 100, -3, 100m, DecimalSI",
    "2, 2, 0, 2, DecimalSI",
    "1000, 1000, 0, '', DecimalSI",
    "1k, 1, 3, 1k, DecimalSI",
    "128Mi, 134217728, 0, '', BinarySI",
    "1Gi, 1073741824, 0, 1Gi, BinarySI",
    "1e3, 1, 3, 1e3, DecimalExponent"
  })
  void quantitiesAreTakenApart(String quantity, long value, int scale, String kept, String format) {
    assertThat(GoQuantity.text(quantity))
        .isEqualTo(
            "{i:(resource.int64Amount){value:(int64)%d scale:(resource.Scale)%d} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)%s Format:(resource.Format)%s}"
                .formatted(value, scale, kept, format));
  }
}
