package dev.timonier.server.validation;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A URL as Go's `net/url` takes it apart, whose words messages show. It is more lenient than
/// Java's `URI`: `parse("a b")` is a path.
public sealed interface GoUrl {
  record Invalid(String fault) implements GoUrl {}

  /// @param host with its port
  /// @param query what follows the question mark
  record Valid(String scheme, Optional<String> user, String host, String query, String fragment)
      implements GoUrl {}

  static GoUrl parse(String url) {
    try {
      return new Parser(url).parse();
    } catch (Fault fault) {
      return new Invalid("parse " + Subject.quote(url) + ": " + fault.getMessage());
    }
  }

  final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    private Fault(String message) {
      super(message);
    }
  }

  final class Parser {
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][-+.a-zA-Z0-9]*):.*");
    private static final Pattern ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2}).{0,2}");
    private static final Pattern USER = Pattern.compile("[-A-Za-z0-9._:~!$&'()*+,;=%@]*");
    private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");
    private static final Pattern NO_HOST = Pattern.compile("[ \"<>^`{|}\\\\]");

    private final String url;

    private Parser(String url) {
      this.url = url;
    }

    private GoUrl parse() throws Fault {
      if (CONTROL.matcher(url).find()) {
        throw new Fault("net/url: invalid control character in URL");
      }
      var hash = url.indexOf('#');
      var fragment = hash < 0 ? "" : url.substring(hash + 1);
      var parsed = withoutFragment(hash < 0 ? url : url.substring(0, hash), fragment);
      escapes(fragment);
      return parsed;
    }

    private static Valid withoutFragment(String url, String fragment) throws Fault {
      if (url.startsWith(":")) {
        throw new Fault("missing protocol scheme");
      }
      var matcher = SCHEME.matcher(url);
      var scheme = matcher.matches() ? matcher.group(1) : "";
      var rest = scheme.isEmpty() ? url : url.substring(scheme.length() + 1);
      var mark = rest.indexOf('?');
      var query = mark < 0 ? "" : rest.substring(mark + 1);
      var place = place(scheme, mark < 0 ? rest : rest.substring(0, mark));
      return new Valid(
          scheme.toLowerCase(Locale.ROOT), place.user(), place.host(), query, fragment);
    }

    private record Place(Optional<String> user, String host) {}

    private static Place place(String scheme, String rest) throws Fault {
      if (!rest.startsWith("/") && !scheme.isEmpty()) {
        return new Place(Optional.empty(), "");
      }
      if (scheme.isEmpty() && rest.split("/", -1)[0].contains(":")) {
        throw new Fault("first path segment in URL cannot contain colon");
      }
      if (!rest.startsWith("//") || (scheme.isEmpty() && rest.startsWith("///"))) {
        escapes(rest);
        return new Place(Optional.empty(), "");
      }
      var slash = rest.indexOf('/', 2);
      var place = authority(rest.substring(2, slash < 0 ? rest.length() : slash));
      escapes(slash < 0 ? "" : rest.substring(slash));
      return place;
    }

    private static Place authority(String authority) throws Fault {
      var at = authority.lastIndexOf('@');
      var host = authority.substring(at + 1);
      checkHost(host);
      if (at < 0) {
        return new Place(Optional.empty(), host);
      }
      var user = authority.substring(0, at);
      if (!USER.matcher(user).matches()) {
        throw new Fault("net/url: invalid userinfo");
      }
      escapes(user);
      return new Place(Optional.of(user), host);
    }

    private static void checkHost(String host) throws Fault {
      if (host.startsWith("[")) {
        checkLiteral(host);
        return;
      }
      var colon = host.lastIndexOf(':');
      if (colon >= 0) {
        checkPort(host.substring(colon));
      }
      escapes(host);
      var odd = NO_HOST.matcher(host);
      if (odd.find()) {
        throw new Fault("invalid character " + Subject.quote(odd.group()) + " in host name");
      }
    }

    private static void checkLiteral(String host) throws Fault {
      var end = host.lastIndexOf(']');
      if (end < 0) {
        throw new Fault("missing ']' in host");
      }
      checkPort(host.substring(end + 1));
    }

    private static void checkPort(String port) throws Fault {
      if (!PORT.matcher(port).matches()) {
        throw new Fault("invalid port " + Subject.quote(port) + " after host");
      }
    }

    private static void escapes(String text) throws Fault {
      var bad = ESCAPE.matcher(text);
      if (bad.find()) {
        throw new Fault("invalid URL escape " + Subject.quote(bad.group()));
      }
    }
  }
}
