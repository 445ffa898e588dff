package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What holds for the Windows options of a security context
/// (<https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/>).
final class WindowsOptions {
  private static final int MOST_SPEC = 64 * 1024;
  private static final int MOST_DOMAIN = 256;
  private static final int MOST_USER = 104;
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");
  private static final Pattern NET_BIOS =
      Pattern.compile("[^\\\\/:*?\"<>|.][^\\\\/:*?\"<>|]{0,14}");
  private static final String DNS_LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
  // Possessive, as what may be given back is kept on the stack.
  private static final Pattern DNS = Pattern.compile(DNS_LABEL + "(?:\\." + DNS_LABEL + ")*+");
  private static final Pattern ONLY_DOTS = Pattern.compile("[. ]+");
  private static final Pattern FORBIDDEN = Pattern.compile("[\"/\\\\:;|=,+*?<>@\\[\\]]");

  private WindowsOptions() {}

  static void validate(Subject context) {
    var options = context.at("windowsOptions");
    if (options.has("gmsaCredentialSpecName")) {
      options.at("gmsaCredentialSpecName").format(Format.DNS_SUBDOMAIN);
    }
    if (options.has("gmsaCredentialSpec")) {
      credentials(options.at("gmsaCredentialSpec"));
    }
    if (options.has("runAsUserName")) {
      userName(options.at("runAsUserName"));
    }
  }

  private static void credentials(Subject spec) {
    if (spec.text().isEmpty()) {
      spec.invalid("gmsaCredentialSpec cannot be an empty string");
    } else if (bytes(spec.text()) > MOST_SPEC) {
      spec.invalid("gmsaCredentialSpec size must be under 64 KiB");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void userName(Subject name) {
    var text = name.text();
    var parts = text.split("\\\\", -1);
    if (text.isEmpty()) {
      name.invalid("runAsUserName cannot be an empty string");
    } else if (CONTROL.matcher(text).find()) {
      name.invalid("runAsUserName cannot contain control characters");
    } else if (parts.length > 2) {
      name.invalid("runAsUserName cannot contain more than one backslash");
    } else {
      if (parts.length == 2) {
        domain(name, parts[0]);
      }
      user(name, parts[parts.length - 1]);
    }
  }

  private static void domain(Subject name, String domain) {
    if (bytes(domain) >= MOST_DOMAIN) {
      name.invalid("runAsUserName's Domain length must be under 256 characters");
    }
    if (!NET_BIOS.matcher(domain).matches() && !DNS.matcher(domain).matches()) {
      name.invalid("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
    }
  }

  private static void user(Subject name, String user) {
    if (user.isEmpty()) {
      name.invalid("runAsUserName's User cannot be empty");
    } else if (bytes(user) > MOST_USER) {
      name.invalid("runAsUserName's User length must not be longer than 104 characters");
    }
    if (ONLY_DOTS.matcher(user).matches()) {
      name.invalid("runAsUserName's User cannot contain only periods or spaces");
    }
    if (FORBIDDEN.matcher(user).find()) {
      name.invalid(
          "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
    }
  }
}
