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
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserException;

/// Reads YAML into a tree. What an alias stands for is copied within bounds, so that a small text
/// cannot become a large tree.
public final class YamlReader {
  /// Precedes the message of a fault.
  public static final String FOR_JSON = "error converting YAML to JSON: ";

  private static final int MOST_DEPTH = 200;
  private static final int MOST_ALIASES = 1000;
  private static final int MOST_CHARACTERS = 16 * 1024 * 1024;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<String> remarks = new ArrayList<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final AliasBudget budget = new AliasBudget();

  private YamlReader() {}

  /// @throws SyntaxException when the text is no YAML; its message is what is said of bodies. Where
  ///   YAML is only a way to write JSON, [#FOR_JSON] comes before it
  public static Document read(byte[] text) {
    var reader = new YamlReader();
    try {
      var root = compose(new String(text, StandardCharsets.UTF_8));
      var tree = root == null ? NullNode.instance : reader.tree(root);
      return new Document(tree, new Duplicates(), List.copyOf(reader.remarks));
    } catch (MarkedYAMLException e) {
      throw new SyntaxException("yaml: " + where(e) + YamlWording.of(e));
    } catch (YAMLException e) {
      throw new SyntaxException("yaml: " + e.getMessage());
    }
  }

  private static String where(MarkedYAMLException e) {
    var mark = e.getProblemMark();
    return mark == null ? "" : "line " + lineOf(e, mark) + ": ";
  }

  /// Lines count from one where characters make no sense, and from zero where words make none; but
  /// there is no line zero.
  private static int lineOf(MarkedYAMLException e, Mark mark) {
    return e instanceof ParserException ? Math.max(1, mark.getLine()) : mark.getLine() + 1;
  }

  private static @Nullable Node compose(String text) {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(MOST_DEPTH);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setAllowDuplicateKeys(true);
    return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
  }

  private JsonNode tree(Node node) {
    budget.enter(node);
    var tree =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar);
          case CollectionNode<?> collection -> finite(collection);
          default -> throw new SyntaxException("yaml: unknown node");
        };
    budget.leave();
    return tree;
  }

  private JsonNode finite(CollectionNode<?> collection) {
    if (!open.add(collection)) {
      throw new SyntaxException(
          "yaml: anchor '" + collection.getAnchor() + "' value contains itself");
    }
    var tree =
        collection instanceof MappingNode mapping
            ? object(mapping)
            : array((SequenceNode) collection);
    open.remove(collection);
    return tree;
  }

  private JsonNode object(MappingNode mapping) {
    var object = NODES.objectNode();
    for (NodeTuple member : mapping.getValue()) {
      var key = member.getKeyNode();
      if (!(key instanceof ScalarNode name)) {
        throw new SyntaxException("Unsupported map key of type: " + key.getNodeId());
      }
      if (name.getTag().equals(Tag.MERGE)) {
        merge(object, member.getValueNode());
        continue;
      }
      var text = text(name);
      if (object.has(text)) {
        var line = name.getStartMark().getLine() + 1;
        remarks.add("line " + line + ": key " + shown(name) + " already set in map");
      }
      object.set(text, tree(member.getValueNode()));
    }
    return sorted(object);
  }

  /// A name that is a number or a truth value of YAML becomes its text: `y` becomes `true`.
  private static String text(ScalarNode name) {
    var value = scalar(name);
    return value.isNull() ? name.getValue() : value.asText();
  }

  private static String shown(ScalarNode name) {
    return scalar(name).isTextual() ? FieldError.quote(name.getValue()) : text(name);
  }

  /// YAML is read by way of maps, so that the first fault that is told is not the first in the
  /// text.
  private static ObjectNode sorted(ObjectNode object) {
    var members = new TreeMap<String, JsonNode>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return NODES.objectNode().setAll(members);
  }

  /// The merge key `<<`: members that are not given otherwise.
  private void merge(ObjectNode object, Node source) {
    var sources = source instanceof SequenceNode several ? several.getValue() : List.of(source);
    for (var one : sources) {
      if (!(one instanceof MappingNode)) {
        throw new SyntaxException("yaml: map merge requires map or sequence of maps as the value");
      }
      tree(one).properties().forEach(m -> object.putIfAbsent(m.getKey(), m.getValue()));
    }
  }

  private JsonNode array(SequenceNode sequence) {
    var array = NODES.arrayNode();
    sequence.getValue().forEach(element -> array.add(tree(element)));
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
