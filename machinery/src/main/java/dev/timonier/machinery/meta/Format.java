package dev.timonier.machinery.meta;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The formats of names, labels and the like. Each check returns what is wrong with a text, in
/// Kubernetes' words (<https://kubernetes.io/docs/concepts/overview/working-with-objects/names/>);
/// nothing wrong is an empty list.
public enum Format {
  DNS_LABEL(
      63,
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
          + " start and end with an alphanumeric character",
      "'my-name',  or '123-abc'"),
  DNS_SUBDOMAIN(
      253,
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
          + " and must start and end with an alphanumeric character",
      "'example.com'"),
  DNS_1035_LABEL(
      63,
      "[a-z]([-a-z0-9]*[a-z0-9])?",
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character",
      "'my-name',  or 'abc-123'"),
  LABEL_VALUE(
      63,
      "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
          + " and must start and end with an alphanumeric character",
      "'MyValue',  or 'my_value',  or '12345'"),
  WILDCARD_DNS_SUBDOMAIN(
      253,
      "\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
      "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which"
          + " must consist of lower case alphanumeric characters, '-' or '.' and end with an"
          + " alphanumeric character",
      "'*.example.com'"),
  C_IDENTIFIER(
      Integer.MAX_VALUE,
      "[A-Za-z_][A-Za-z0-9_]*",
      "a valid C identifier must start with alphabetic character or '_', followed by a string of"
          + " alphanumeric characters or '_'",
      "'my_name',  or 'MY_NAME',  or 'MyName'");

  private static final Pattern QUALIFIED_NAME =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final String QUALIFIED_NAME_EXAMPLES =
      " (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '"
          + QUALIFIED_NAME.pattern()
          + "')";
  private static final String QUALIFIED_NAME_RULE =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character"
          + QUALIFIED_NAME_EXAMPLES;

  private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final Pattern PORT_NAME = Pattern.compile("[-a-z0-9]+");
  private static final Pattern LETTER = Pattern.compile("[a-z]");
  private static final int LONGEST_PORT_NAME = 15;

  private final int mostBytes;
  private final Pattern pattern;
  private final String rule;

  Format(int mostBytes, String regex, String rule, String examples) {
    this.mostBytes = mostBytes;
    this.pattern = Pattern.compile(regex);
    this.rule = rule + " (e.g. " + examples + ", regex used for validation is '" + regex + "')";
  }

  /// What is wrong with the text.
  public List<String> check(String text) {
    var faults = new ArrayList<String>();
    if (isLonger(text)) {
      faults.add(this == LABEL_VALUE ? moreBytes(mostBytes) : moreCharacters(mostBytes));
    }
    if (!pattern.matcher(text).matches()) {
      faults.add(isDottedLabel(text) ? "must not contain dots" : rule);
    }
    return faults;
  }

  private boolean isLonger(String text) {
    return text.length() > mostBytes / 4 && bytes(text) > mostBytes;
  }

  /// Whether nothing is wrong with a label but its dots.
  private boolean isDottedLabel(String text) {
    return this == DNS_LABEL && DNS_SUBDOMAIN.pattern.matcher(text).matches();
  }

  public boolean accepts(String text) {
    return check(text).isEmpty();
  }

  /// The keys of labels and annotations, names of conditions and resources: an optional DNS
  /// subdomain and a slash, then a name.
  public static List<String> checkQualifiedName(String text) {
    var part = text.split("/", -1);
    return switch (part.length) {
      case 1 -> checkName(part[0]);
      case 2 -> {
        var faults = new ArrayList<>(checkPrefix(part[0]));
        faults.addAll(checkName(part[1]));
        yield faults;
      }
      default ->
          List.of(
              "a valid label key "
                  + QUALIFIED_NAME_RULE
                  + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    };
  }

  /// The keys of the data of ConfigMaps and Secrets.
  public static List<String> checkConfigKey(String text) {
    var faults = new ArrayList<String>();
    if (bytes(text) > DNS_SUBDOMAIN.mostBytes) {
      faults.add(moreCharacters(DNS_SUBDOMAIN.mostBytes));
    }
    if (!CONFIG_KEY.matcher(text).matches()) {
      faults.add(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
              + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '"
              + CONFIG_KEY.pattern()
              + "')");
    }
    if (text.equals(".") || text.equals("..")) {
      faults.add("must not be '" + text + "'");
    } else if (text.startsWith("..")) {
      faults.add("must not start with '..'");
    }
    return faults;
  }

  /// The names of ports.
  public static List<String> checkPortName(String text) {
    var faults = new ArrayList<String>();
    if (bytes(text) > LONGEST_PORT_NAME) {
      faults.add(moreCharacters(LONGEST_PORT_NAME));
    }
    if (!PORT_NAME.matcher(text).matches()) {
      faults.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (!LETTER.matcher(text).find()) {
      faults.add("must contain at least one letter (a-z)");
    }
    if (text.contains("--")) {
      faults.add("must not contain consecutive hyphens");
    }
    if (text.startsWith("-") || text.endsWith("-")) {
      faults.add("must not begin or end with a hyphen");
    }
    return faults;
  }

  /// What objects of kinds without a stricter rule are named: a part of a path.
  public static List<String> checkPathSegment(String text) {
    if (text.equals(".") || text.equals("..")) {
      return List.of("may not be '" + text + "'");
    }
    var faults = new ArrayList<String>();
    for (var forbidden : List.of("/", "%")) {
      if (text.contains(forbidden)) {
        faults.add("may not contain '" + forbidden + "'");
      }
    }
    return faults;
  }

  private static List<String> checkPrefix(String prefix) {
    if (prefix.isEmpty()) {
      return List.of("prefix part must be non-empty");
    }
    var faults = new ArrayList<String>();
    if (DNS_SUBDOMAIN.isLonger(prefix)) {
      faults.add("prefix part " + moreBytes(DNS_SUBDOMAIN.mostBytes));
    }
    if (!DNS_SUBDOMAIN.pattern.matcher(prefix).matches()) {
      faults.add("prefix part " + DNS_SUBDOMAIN.rule);
    }
    return faults;
  }

  private static List<String> checkName(String name) {
    if (name.isEmpty()) {
      return List.of("name part must be non-empty", "name part " + QUALIFIED_NAME_RULE);
    }
    var faults = new ArrayList<String>();
    if (bytes(name) > 63) {
      faults.add("name part " + moreBytes(63));
    }
    if (!QUALIFIED_NAME.matcher(name).matches()) {
      faults.add("name part " + QUALIFIED_NAME_RULE);
    }
    return faults;
  }

  private static String moreBytes(int most) {
    return "must be no more than " + most + " bytes";
  }

  private static String moreCharacters(int most) {
    return "must be no more than " + most + " characters";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
