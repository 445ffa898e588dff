package dev.timonier.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.status.FieldError;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.composer.ComposerException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.scanner.ScannerException;

/// Reads YAML into a tree. What an alias stands for is copied within bounds, so that a small text
/// cannot become a large tree.
public final class YamlReader {
  /// Precedes the message of a fault.
  public static final String FOR_JSON = "error converting YAML to JSON: ";

  private static final int MOST_DEPTH = 200;
  private static final int MOST_CHARACTERS = 16 * 1024 * 1024;
  private static final int KEY = 0;
  private static final int VALUE = 1;
  private static final JsonNodeFactory NODES = GivenObject.NODES;

  private final List<String> remarks = new ArrayList<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final AliasBudget budget = new AliasBudget();

  private YamlReader() {}

  /// @throws SyntaxException when the text is no YAML; its message is what is said of bodies. Where
  ///   YAML is only a way to write JSON, [#FOR_JSON] comes before it
  public static Document read(byte[] text) {
    YamlCharacters.fault(text)
        .ifPresent(
            fault -> {
              throw new SyntaxException("yaml: " + fault);
            });
    var reader = new YamlReader();
    var characters = new String(text, StandardCharsets.UTF_8);
    try {
      var root = compose(characters);
      var tree = root == null ? NullNode.instance : reader.tree(root, root, VALUE);
      return new Document(tree, new Duplicates(), List.copyOf(reader.remarks));
    } catch (MarkedYAMLException e) {
      throw new SyntaxException("yaml: " + where(e, characters) + YamlWording.of(e));
    } catch (YAMLException e) {
      throw new SyntaxException("yaml: " + e.getMessage());
    }
  }

  /// Nothing is said of the first line, nor of what an alias should stand for.
  private static String where(MarkedYAMLException e, String text) {
    var line = e instanceof ComposerException ? 0 : line(e, text);
    return line == 0 ? "" : "line " + line + ": ";
  }

  /// Lines count from one where characters make no sense, and from zero where words make none. Of
  /// those that begin in the first line it is told where what is around them begins.
  private static int line(MarkedYAMLException e, String text) {
    var scanned = e instanceof ScannerException;
    var problem = lineOf(e.getProblemMark()) + (scanned ? 0 : endOfLastLine(e, text));
    if (problem == 0) {
      return lineOf(e.getContextMark());
    }
    return scanned ? problem + 1 : problem;
  }

  private static int lineOf(@Nullable Mark mark) {
    return mark == null ? 0 : mark.getLine();
  }

  /// Where the text ends, a line has ended, too.
  private static int endOfLastLine(MarkedYAMLException e, String text) {
    var mark = e.getProblemMark();
    return mark != null
            && mark.getColumn() > 0
            && mark.getIndex() >= text.codePointCount(0, text.length())
        ? 1
        : 0;
  }

  /// The first document: nobody looks at what comes behind it.
  private static @Nullable Node compose(String text) {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(MOST_DEPTH);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE); // the budget bounds them
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setAllowDuplicateKeys(true);
    options.setTagInspector(_ -> true); // what a tag means to others means nothing here
    var documents = new Yaml(new SafeConstructor(options)).composeAll(new StringReader(text));
    var first = documents.iterator();
    return first.hasNext() ? first.next() : null;
  }

  /// @param holder what it is a part of, at a place
  private JsonNode tree(Node node, Object holder, int place) {
    enter(node, holder, place);
    var tree =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar);
          case MappingNode mapping -> object(mapping);
          case SequenceNode sequence -> array(sequence);
          default -> throw new SyntaxException("yaml: unknown node");
        };
    leave(node);
    return tree;
  }

  private void enter(Node node, Object holder, int place) {
    budget.enter(node, holder, place);
    if (!open.add(node)) {
      throw new SyntaxException("yaml: anchor '" + node.getAnchor() + "' value contains itself");
    }
  }

  private void leave(Node node) {
    open.remove(node);
    budget.leave();
  }

  /// YAML is read by way of maps, so that the first fault that is told is not the first in the
  /// text.
  private ObjectNode object(MappingNode mapping) {
    var members = new TreeMap<String, JsonNode>();
    fill(members, mapping);
    return NODES.objectNode().setAll(members);
  }

  private void fill(Map<String, JsonNode> members, MappingNode mapping) {
    for (NodeTuple member : mapping.getValue()) {
      if (!(member.getKeyNode() instanceof ScalarNode name)) {
        throw new SyntaxException(
            "Unsupported map key of type: " + member.getKeyNode().getNodeId());
      }
      if (name.getTag().equals(Tag.MERGE)) {
        merge(members, member);
      } else {
        enter(name, member, KEY);
        leave(name);
        put(members, name, tree(member.getValueNode(), member, VALUE));
      }
    }
  }

  /// The last one counts.
  private void put(Map<String, JsonNode> members, ScalarNode name, JsonNode value) {
    if (members.put(text(name), value) != null) {
      var line = name.getStartMark().getLine() + 1;
      remarks.add("line " + line + ": key " + shown(name) + " already set in map");
    }
  }

  /// A name that is a number or a truth value of YAML becomes its text: `y` becomes `true`.
  private static String text(ScalarNode name) {
    var value = scalar(name);
    return value.isNull() ? name.getValue() : value.asText();
  }

  private static String shown(ScalarNode name) {
    return scalar(name).isTextual() ? FieldError.quote(name.getValue()) : text(name);
  }

  /// The merge key `<<`: the members of others, of which the first that has one counts.
  private void merge(Map<String, JsonNode> members, NodeTuple member) {
    if (member.getValueNode() instanceof SequenceNode several) {
      for (var last = several.getValue().size() - 1; last >= 0; last--) {
        merge(members, several.getValue().get(last), several, last);
      }
    } else {
      merge(members, member.getValueNode(), member, VALUE);
    }
  }

  private void merge(Map<String, JsonNode> members, Node source, Object holder, int place) {
    if (!(source instanceof MappingNode mapping)) {
      throw new SyntaxException("yaml: map merge requires map or sequence of maps as the value");
    }
    enter(mapping, holder, place);
    fill(members, mapping);
    leave(mapping);
  }

  private JsonNode array(SequenceNode sequence) {
    var array = NODES.arrayNode();
    for (var element : sequence.getValue()) {
      array.add(tree(element, sequence, array.size()));
    }
    return array;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    var text = scalar.getValue();
    var tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return NullNode.instance;
    }
    if (tag.equals(Tag.BOOL) || (scalar.isPlain() && isLetterOfTruth(text))) {
      return BooleanNode.valueOf(isYes(text));
    }
    if (tag.equals(Tag.INT)) {
      return integer(text);
    }
    return tag.equals(Tag.FLOAT) ? number(text) : TextNode.valueOf(text);
  }

  /// YAML 1.1 has these, too.
  private static boolean isLetterOfTruth(String text) {
    return List.of("y", "Y", "n", "N").contains(text);
  }

  private static boolean isYes(String text) {
    return List.of("y", "yes", "true", "on").contains(text.toLowerCase(Locale.ROOT));
  }

  private static JsonNode integer(String text) {
    var digits = text.replace("_", "");
    var negative = digits.startsWith("-");
    var plain = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    try {
      var value = magnitude(plain);
      var number = negative ? value.negate() : value;
      return number.bitLength() < Long.SIZE
          ? LongNode.valueOf(number.longValueExact())
          : DecimalNode.valueOf(new BigDecimal(number));
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text);
    }
  }

  private static BigInteger magnitude(String digits) {
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.startsWith("0b")) {
      return new BigInteger(digits.substring(2), 2);
    }
    if (digits.startsWith("0o")) {
      return new BigInteger(digits.substring(2), 8);
    }
    return new BigInteger(digits, digits.startsWith("0") && digits.length() > 1 ? 8 : 10);
  }

  private static JsonNode number(String text) {
    try {
      return DoubleNode.valueOf(Double.parseDouble(text.replace("_", "")));
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text);
    }
  }
}
