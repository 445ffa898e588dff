package dev.timonier.server.json;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.regex.Pattern;

/// Quotes what a reader of YAML would take for something else than text: also what looks like a
/// time, but not the dot that stands for a field itself.
final class YamlQuoting extends StringQuotingChecker.Default {
  private static final long serialVersionUID = 1;
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?");

  @Override
  public boolean needToQuoteName(String name) {
    return !name.equals(".") && (isTime(name) || super.needToQuoteName(name));
  }

  @Override
  public boolean needToQuoteValue(String value) {
    return isTime(value) || super.needToQuoteValue(value);
  }

  private static boolean isTime(String text) {
    return TIME.matcher(text).matches();
  }
}
