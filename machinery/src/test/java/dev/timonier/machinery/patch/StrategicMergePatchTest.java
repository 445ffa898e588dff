package dev.timonier.machinery.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.patch.MergeSchema.FieldMerge;
import dev.timonier.machinery.patch.MergeSchema.Mode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StrategicMergePatchTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// `items` is merged by `name`, `set` as a set; `whole` is replaced.
  private static FieldMerge field(String name) {
    return switch (name) {
      case "items" -> new FieldMerge(Mode.MERGE, Mode.MERGE, Optional.of("name"), NESTED);
      case "set" -> new FieldMerge(Mode.MERGE, Mode.MERGE, Optional.empty(), NESTED);
      case "whole" -> new FieldMerge(Mode.REPLACE, Mode.REPLACE, Optional.empty(), NESTED);
      default -> new FieldMerge(Mode.REPLACE, Mode.MERGE, Optional.empty(), NESTED);
    };
  }

  private static final MergeSchema NESTED = name -> field(name);

  private static ObjectNode patch(String target, String patch) {
    return StrategicMergePatch.apply(json(target), json(patch), NESTED);
  }

  private record Case(String target, String patch, String result) {}

  static final List<Case> MERGES =
      List.of(
          new Case("{'a':1,'b':2}", "{'a':3,'b':null,'c':4}", "{'a':3,'c':4}"),
          new Case("{'m':{'a':1}}", "{'m':{'b':2}}", "{'m':{'a':1,'b':2}}"),
          new Case("{'whole':{'a':1}}", "{'whole':{'b':null}}", "{'whole':{'b':null}}"),
          new Case("{'l':[1,2]}", "{'l':[3]}", "{'l':[3]}"),
          new Case(
              "{}",
              "{'m':{'a':null,'b':{'$patch':'delete'},'l':[{'$patch':'x'},{'c':null}]}}",
              "{'m':{'l':[{}]}}"),
          new Case("{'l':[{'a':1}]}", "{'l':[{'$patch':'delete'}]}", "{'l':[{'$patch':'delete'}]}"),
          new Case("{'l':[1]}", "{'l':{'$patch':'replace'}}", "{}"),
          new Case("{'m':{'a':1}}", "{'m':{'$patch':'replace','b':2}}", "{'m':{'b':2}}"),
          new Case("{'m':{'a':1}}", "{'m':{'$patch':'delete','b':2}}", "{'m':{}}"),
          new Case(
              "{'items':[{'name':'a'},{'name':'b','v':1}]}",
              "{'items':[{'name':'b','v':2},{'$patch':'delete','name':'b'}]}",
              "{'items':[{'name':'b','v':2},{'name':'a'}]}"),
          new Case(
              "{'m':{'a':1,'b':2}}",
              "{'m':{'$retainKeys':['b','c'],'c':3}}",
              "{'m':{'b':2,'c':3}}"),
          new Case("{'set':['a','b']}", "{'set':['c','a']}", "{'set':['c','a','b']}"),
          new Case(
              "{'set':['a','b','c']}",
              "{'$deleteFromPrimitiveList/set':['b']}",
              "{'set':['a','c']}"),
          new Case(
              "{'set':['a','b','c']}",
              "{'$setElementOrder/set':['c','a']}",
              "{'set':['b','c','a']}"),
          new Case(
              "{'items':[{'name':'a','v':1},{'name':'b'}]}",
              "{'items':[{'name':'a','v':2},{'name':'c'}]}",
              "{'items':[{'name':'a','v':2},{'name':'c'},{'name':'b'}]}"),
          new Case(
              "{'items':[{'name':'a'},{'name':'b'}]}",
              "{'items':[{'name':'a','$patch':'delete'}]}",
              "{'items':[{'name':'b'}]}"),
          new Case(
              "{'items':[{'name':'a'}]}",
              "{'items':[{'$patch':'replace'},{'name':'b'}]}",
              "{'items':[{'name':'b'}]}"),
          new Case(
              "{'items':[{'name':'a'},{'name':'b'}]}",
              "{'$setElementOrder/items':[{'name':'b'},{'name':'a'}],'items':[{'name':'b','v':1}]}",
              "{'items':[{'name':'b','v':1},{'name':'a'}]}"),
          new Case(
              "{}",
              "{'$setElementOrder/items':[{'name':'b'},{'name':'a'}],'items':[{'name':'b'},{'name':'a'}]}",
              "{'items':[{'name':'b'},{'name':'a'}]}"));

  @ParameterizedTest
  @FieldSource("MERGES")
  void patchIsMergedAsTheSchemaSays(Case c) {
    assertThat(patch(c.target(), c.patch())).isEqualTo(json(c.result()));
  }

  static final List<Case> FAILURES =
      List.of(
          new Case(
              "{'m':{}}",
              "{'m':{'$patch':'merge','d':4}}",
              "unknown patch type: merge in map: map[$patch:merge d:4]"),
          new Case(
              "{'m':{}}",
              "{'m':{'$patch':1}}",
              "unknown patch type: %!s(int64=1) in map: map[$patch:1]"),
          new Case(
              "{'items':[{'name':'a'}]}",
              "{'items':[{'name':'a','$patch':'merge'}]}",
              "merging lists cannot yet be specified in the patch"),
          new Case(
              "{'items':[{'name':'a'}]}",
              "{'items':[{'$patch':'x'}]}",
              "unknown patch type: x in map: map[$patch:x]"),
          new Case(
              "{'items':[{'name':'a'}]}",
              "{'items':[{'v':'x'}]}",
              "map: map[v:x] does not contain declared merge key: name"),
          new Case(
              "{'items':[{'name':'a'}]}",
              "{'items':['x',null]}",
              "list element types are not identical: [[map[name:a]] [x <nil>]]"),
          new Case(
              "{'set':[]}",
              "{'$setElementOrder/set':['a']}",
              "no elements in any of the given slices"),
          new Case("{'set':[['a']]}", "{'set':['a']}", "lists of lists are not supported"),
          new Case(
              "{'m':{'a':1}}",
              "{'m':{'$retainKeys':['b'],'c':3}}",
              "invalid patch format of retainKeys"),
          new Case(
              "{'set':['a']}",
              "{'$setElementOrder/set':'a'}",
              "expected a []interface {}, but received a string"),
          new Case(
              "{'set':['a']}",
              "{'$setElementOrder/set':['a'],'set':['b']}",
              "The order in patch list:\n[b]\n doesn't match $setElementOrder list:\n[a]\n"));

  @ParameterizedTest
  @FieldSource("FAILURES")
  void malformedPatchIsRefusedInTheWordsOfKubernetes(Case c) {
    assertThatThrownBy(() -> patch(c.target(), c.patch()))
        .isInstanceOf(PatchException.class)
        .hasMessage(c.result());
  }
}
