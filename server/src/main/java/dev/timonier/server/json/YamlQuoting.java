package dev.timonier.server.json;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/// Says what a reader of YAML would take for something else than text, which gets double quotes:
/// numbers in each of their forms, truth values, the merge key, and what looks like a time; but not
/// the dot that stands for a field itself. What is text, but cannot be written plainly, gets single
/// quotes without being asked for here.
final class YamlQuoting extends StringQuotingChecker.Default {
  private static final long serialVersionUID = 1;
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?");
  private static final Set<Tag> NO_TEXT = Set.of(Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.MERGE);
  private static final Resolver RESOLVER = new Resolver();

  @Override
  public boolean needToQuoteName(String name) {
    return !name.equals(".") && (isNoText(name) || isReservedKeyword(name));
  }

  @Override
  public boolean needToQuoteValue(String value) {
    return isNoText(value) || isReservedKeyword(value);
  }

  private static boolean isNoText(String text) {
    return TIME.matcher(text).matches()
        || NO_TEXT.contains(RESOLVER.resolve(NodeId.scalar, text, true));
  }
}
