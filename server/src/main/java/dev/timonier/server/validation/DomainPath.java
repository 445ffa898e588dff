package dev.timonier.server.validation;

import dev.timonier.machinery.meta.Format;

/// Names like `example.com/my-controller`, which say who answers for something.
public final class DomainPath {
  private static final String EXAMPLE = "must be a domain-prefixed path (such as \"acme.io/foo\")";
  private static final String PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

  private DomainPath() {}

  public static void validate(Subject name) {
    if (name.isEmpty()) {
      name.required();
      return;
    }
    var slash = name.text().indexOf('/');
    if (slash <= 0 || slash == name.text().length() - 1) {
      name.invalid(EXAMPLE);
      return;
    }
    var host = name.text().substring(0, slash);
    name.faulty(Subject.quote(host), Format.DNS_SUBDOMAIN.check(host));
    var path = name.text().substring(slash + 1);
    if (!path.matches(PATH)) {
      name.invalid(
          Subject.quote(path),
          "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')");
    }
  }
}
