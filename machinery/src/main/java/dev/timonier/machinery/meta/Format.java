package dev.timonier.machinery.meta;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The formats of names, labels and the like. Each check returns what is wrong with a text, in
/// Kubernetes' words (<https://kubernetes.io/docs/concepts/overview/working-with-objects/names/>);
/// nothing wrong is an empty list.
public enum Format {
  DNS_LABEL(
      "63 characters",
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
          + " start and end with an alphanumeric character",
      "'my-name',  or '123-abc'"),
  DNS_SUBDOMAIN(
      "253 characters",
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
          + " and must start and end with an alphanumeric character",
      "'example.com'"),
  /// A subdomain, whose length is told in bytes.
  LONG_NAME("253 bytes", DNS_SUBDOMAIN),
  /// A subdomain, parts of which may have underscores, as search domains do.
  DNS_SUBDOMAIN_WITH_UNDERSCORES(
      "253 characters",
      "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*",
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or"
          + " '.', and must start and end with an alphanumeric character",
      "'example.com'"),
  DNS_1035_LABEL(
      "63 characters",
      "[a-z]([-a-z0-9]*[a-z0-9])?",
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character",
      "'my-name',  or 'abc-123'"),
  LABEL_VALUE(
      "63 bytes",
      "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
          + " and must start and end with an alphanumeric character",
      "'MyValue',  or 'my_value',  or '12345'"),
  WILDCARD_DNS_SUBDOMAIN(
      "253 characters",
      "\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
      "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which"
          + " must consist of lower case alphanumeric characters, '-' or '.' and end with an"
          + " alphanumeric character",
      "'*.example.com'"),
  C_IDENTIFIER(
      "",
      "[A-Za-z_][A-Za-z0-9_]*",
      "a valid C identifier must start with alphabetic character or '_', followed by a string of"
          + " alphanumeric characters or '_'",
      "'my_name',  or 'MY_NAME',  or 'MyName'"),
  HTTP_HEADER_NAME(
      "",
      "[-A-Za-z0-9]+",
      "a valid HTTP header must consist of alphanumeric characters or '-'",
      "'X-Header-Name'"),
  PERCENTAGE(
      "",
      "[0-9]+%",
      "a valid percent string must be a numeric string followed by an ending '%'",
      "'1%',  or '93%'");

  private static final String QUALIFIED_NAME_RULE =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
          + " validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
  private static final int MOST_NAME_BYTES = 63;
  private static final int MOST_PREFIX_BYTES = 253;
  private static final int MOST_PORT_NAME_BYTES = 15;

  private final int mostBytes;
  private final String tooLong;
  private final String rule;

  /// @param most how long a text may be, with the unit that the message names; bytes are counted
  ///   either way. Empty when there is no limit
  Format(String most, String regex, String rule, String examples) {
    this.mostBytes =
        most.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(most.substring(0, most.indexOf(' ')));
    this.tooLong = "must be no more than " + most;
    this.rule = rule + " (e.g. " + examples + ", regex used for validation is '" + regex + "')";
  }

  /// @param most as above
  Format(String most, Format shape) {
    this.mostBytes = shape.mostBytes;
    this.tooLong = "must be no more than " + most;
    this.rule = shape.rule;
  }

  /// What is wrong with the text.
  public List<String> check(String text) {
    return accepts(text) ? List.of() : faults(text);
  }

  public boolean accepts(String text) {
    return !isLongerThan(mostBytes, text) && hasShape(text);
  }

  private boolean hasShape(String text) {
    return switch (this) {
      case DNS_LABEL -> Shape.isDnsLabel(text);
      case DNS_SUBDOMAIN, LONG_NAME -> Shape.isDnsSubdomain(text);
      case DNS_SUBDOMAIN_WITH_UNDERSCORES -> Shape.isDnsSubdomainWithUnderscores(text);
      case DNS_1035_LABEL -> Shape.isDns1035Label(text);
      case LABEL_VALUE -> Shape.isLabelValue(text);
      case WILDCARD_DNS_SUBDOMAIN -> Shape.isWildcardSubdomain(text);
      case C_IDENTIFIER -> Shape.isCIdentifier(text);
      case HTTP_HEADER_NAME -> Shape.isHttpHeaderName(text);
      case PERCENTAGE -> Shape.isPercentage(text);
    };
  }

  private List<String> faults(String text) {
    var faults = new ArrayList<String>();
    if (isLongerThan(mostBytes, text)) {
      faults.add(tooLong);
    }
    if (!hasShape(text)) {
      faults.add(this == DNS_LABEL && Shape.isDnsSubdomain(text) ? "must not contain dots" : rule);
    }
    return faults;
  }

  /// The keys of labels and annotations, names of conditions and resources: an optional DNS
  /// subdomain and a slash, then a name.
  public static List<String> checkQualifiedName(String text) {
    var slash = text.indexOf('/');
    if (slash < 0) {
      return checkName(text);
    }
    if (text.indexOf('/', slash + 1) >= 0) {
      return List.of(
          "a valid label key "
              + QUALIFIED_NAME_RULE
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    }
    var faults = new ArrayList<>(checkPrefix(text.substring(0, slash)));
    faults.addAll(checkName(text.substring(slash + 1)));
    return faults;
  }

  /// The keys of the data of ConfigMaps and Secrets.
  public static List<String> checkConfigKey(String text) {
    var faults = new ArrayList<String>();
    if (isLongerThan(MOST_PREFIX_BYTES, text)) {
      faults.add("must be no more than 253 characters");
    }
    if (!Shape.isConfigKey(text)) {
      faults.add(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
              + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
              + " '[-._a-zA-Z0-9]+')");
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
    if (isLongerThan(MOST_PORT_NAME_BYTES, text)) {
      faults.add("must be no more than 15 characters");
    }
    if (!Shape.isPortName(text)) {
      faults.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (!Shape.hasSmallLetter(text)) {
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

  /// The names of environment variables: nearly anything
  /// (<https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/>).
  public static List<String> checkEnvironmentName(String text) {
    if (text.isEmpty()) {
      return List.of("environment variable name must be non-empty");
    }
    return Shape.isEnvironmentName(text)
        ? List.of()
        : List.of(
            "a valid environment variable name must consist only of printable ASCII characters"
                + " other than '='");
  }

  /// What objects of kinds without a stricter rule are named: a part of a path.
  public static List<String> checkPathSegment(String text) {
    if (text.equals(".") || text.equals("..")) {
      return List.of("may not be '" + text + "'");
    }
    return checkPathSegmentPart(text);
  }

  /// Checks text that is to be a part of a name in a path.
  public static List<String> checkPathSegmentPart(String text) {
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
    if (isLongerThan(MOST_PREFIX_BYTES, prefix)) {
      faults.add("prefix part must be no more than 253 bytes");
    }
    if (!Shape.isDnsSubdomain(prefix)) {
      faults.add("prefix part " + DNS_SUBDOMAIN.rule);
    }
    return faults;
  }

  private static List<String> checkName(String name) {
    if (name.isEmpty()) {
      return List.of("name part must be non-empty", "name part " + QUALIFIED_NAME_RULE);
    }
    var tooLong = isLongerThan(MOST_NAME_BYTES, name);
    var wellFormed = Shape.isName(name);
    if (!tooLong && wellFormed) {
      return List.of();
    }
    var faults = new ArrayList<String>();
    if (tooLong) {
      faults.add("name part must be no more than 63 bytes");
    }
    if (!wellFormed) {
      faults.add("name part " + QUALIFIED_NAME_RULE);
    }
    return faults;
  }

  private static boolean isLongerThan(int most, String text) {
    return text.length() > most / 4 && text.getBytes(StandardCharsets.UTF_8).length > most;
  }
}
