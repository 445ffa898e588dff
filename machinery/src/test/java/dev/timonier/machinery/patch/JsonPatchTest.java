package dev.timonier.machinery.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPatchTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TARGET = "{'a':{'b':'1'},'l':['x','y','z'],'n':1}";

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode patch(String operations) {
    return JsonPatch.apply(json(TARGET), (ArrayNode) json("[" + operations + "]"));
  }

  private record Case(String operations, String result) {}

  static final List<Case> CASES =
      List.of(
          new Case("", TARGET),
          new Case(
              "{'op':'add','path':'/a/c','value':2}",
              "{'a':{'b':'1','c':2},'l':['x','y','z'],'n':1}"),
          new Case("{'op':'add','path':'/a/b','value':2}", "{'a':{'b':2},'l':['x','y','z'],'n':1}"),
          new Case("{'op':'add','path':'/a/b'}", "{'a':{'b':null},'l':['x','y','z'],'n':1}"),
          new Case(
              "{'op':'add','path':'/l/0','value':'w'}",
              "{'a':{'b':'1'},'l':['w','x','y','z'],'n':1}"),
          new Case(
              "{'op':'add','path':'/l/3','value':'w'}",
              "{'a':{'b':'1'},'l':['x','y','z','w'],'n':1}"),
          new Case(
              "{'op':'add','path':'/l/-','value':'w'}",
              "{'a':{'b':'1'},'l':['x','y','z','w'],'n':1}"),
          new Case(
              "{'op':'add','path':'/l/-1','value':'w'}",
              "{'a':{'b':'1'},'l':['x','y','z','w'],'n':1}"),
          new Case(
              "{'op':'add','path':'/l/-2','value':'w'}",
              "{'a':{'b':'1'},'l':['x','y','w','z'],'n':1}"),
          new Case(
              "{'op':'add','path':'a/c','value':2}",
              "{'a':{'b':'1'},'l':['x','y','z'],'n':1,'c':2}"),
          new Case(
              "{'op':'add','path':'/a~1b~01','value':2}",
              "{'a':{'b':'1'},'l':['x','y','z'],'n':1,'a/b~1':2}"),
          new Case("{'op':'remove','path':'/a/b'}", "{'a':{},'l':['x','y','z'],'n':1}"),
          new Case("{'op':'remove','path':'/l/-1'}", "{'a':{'b':'1'},'l':['x','y'],'n':1}"),
          new Case(
              "{'op':'replace','path':'/l/01','value':0}", "{'a':{'b':'1'},'l':['x',0,'z'],'n':1}"),
          new Case(
              "{'op':'replace','path':'/a/none','value':0}",
              "{'a':{'b':'1','none':0},'l':['x','y','z'],'n':1}"),
          new Case("{'op':'replace','path':'','value':{'r':1}}", "{'r':1}"),
          new Case("{'op':'replace','path':'','value':[]}", "[]"),
          new Case(
              "{'op':'move','from':'/a/b','path':'/l/0'}", "{'a':{},'l':['1','x','y','z'],'n':1}"),
          new Case(
              "{'op':'copy','from':'/a','path':'/c'},{'op':'add','path':'/c/d','value':0}",
              "{'a':{'b':'1'},'l':['x','y','z'],'n':1,'c':{'b':'1','d':0}}"),
          new Case(
              "{'op':'copy','from':'/a/none','path':'/c'}",
              "{'a':{'b':'1'},'l':['x','y','z'],'n':1,'c':null}"),
          new Case("{'op':'test','path':'/a','value':{'b':'1'}}", TARGET),
          new Case("{'op':'test','path':'/none','value':null}", TARGET));

  @ParameterizedTest
  @FieldSource("CASES")
  void operationsAreAppliedInOrder(Case c) {
    assertThat(patch(c.operations())).isEqualTo(json(c.result()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op':'frobnicate','path':'/a'}",
        "{'path':'/a'}",
        "{'op':'add','value':1}",
        "{'op':'add','path':'','value':{}}",
        "{'op':'add','path':'/l/4','value':1}",
        "{'op':'add','path':'/l/-5','value':1}",
        "{'op':'add','path':'/l/x','value':1}",
        "{'op':'add','path':'/none/b','value':1}",
        "{'op':'add','path':'/a/b/c','value':1}",
        "{'op':'remove','path':''}",
        "{'op':'remove','path':'/a/none'}",
        "{'op':'remove','path':'/l/3'}",
        "{'op':'replace','path':'/l/-','value':1}",
        "{'op':'replace','path':'','value':1}",
        "{'op':'move','path':'/c'}",
        "{'op':'move','from':'/a/none','path':'/c'}",
        "{'op':'move','from':'/a','path':'/none/c'}",
        "{'op':'copy','from':'','path':'/c'}",
        "{'op':'test','path':'/a','value':{}}",
        "{'op':'test','path':'/a'}",
        "{'op':'test','path':'/n','value':1.0}",
        "{'op':'test','path':'/none','value':1}",
        "{'op':'test','path':'/none/deeper','value':null}"
      })
  void operationThatFailsMakesAllFail(String operation) {
    assertThatThrownBy(() -> patch(operation)).isInstanceOf(PatchException.class);
  }

  @Test
  void copiesCannotFillTheMemory() {
    var c = "{'op':'copy','from':'/a','path':'/a/c'}";
    var d = "{'op':'copy','from':'/a','path':'/a/d'}";
    assertThatThrownBy(() -> patch((c + "," + d + ",").repeat(30) + c))
        .hasMessage("too much is copied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op':'add','path':'/a/c','value':DEEP}",
        "{'op':'replace','path':'/a/c','value':DEEP}",
        "{'op':'add','path':'/c','value':DEEP},{'op':'copy','from':'/c','path':'/a/c'}",
        "{'op':'add','path':'/c','value':DEEP},{'op':'move','from':'/c','path':'/a/c'}"
      })
  void nothingIsNestedMoreDeeplyThanDocumentsMayBe(String operations) {
    var most = "[".repeat(Depth.MOST - 2) + "]".repeat(Depth.MOST - 2);
    assertThat(patch(operations.replace("DEEP", most)).at("/a/c").isArray()).isTrue();
    assertThatThrownBy(() -> patch(operations.replace("DEEP", "[" + most + "]")))
        .isInstanceOf(PatchException.class)
        .hasMessage("exceeded max depth");
  }
}
