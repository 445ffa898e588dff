package dev.timonier.server.resource.apiregistration;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.Base64;
import java.util.List;

/// What holds for APIServices.
final class ApiServiceRules {
  private static final int LAST_PORT = 65535;
  private static final int MOST_GROUP_PRIORITY = 20000;
  private static final int MOST_VERSION_PRIORITY = 1000;
  private static final List<String> STATUSES = List.of("True", "False", "Unknown");

  private ApiServiceRules() {}

  static void validate(Subject object) {
    var spec = object.at("spec");
    var group = spec.at("group");
    var version = spec.at("version");
    for (var field : List.of("generateName", "name")) {
      name(object.at("metadata").at(field), version.text() + "." + group.text());
    }
    if (group.isEmpty() && !version.text().equals("v1")) {
      group.required("only v1 may have an empty group and it better be legacy kube");
    }
    if (!group.isEmpty()) {
      group.format(Format.DNS_SUBDOMAIN);
    }
    version.format(Format.DNS_1035_LABEL);
    priority(spec.at("groupPriorityMinimum"), MOST_GROUP_PRIORITY);
    priority(spec.at("versionPriority"), MOST_VERSION_PRIORITY);
    if (spec.at("service").isPresent()) {
      remote(spec);
    } else {
      local(spec);
    }
  }

  private static void name(Subject name, String wanted) {
    if (!name.isEmpty()
        && Format.checkPathSegment(name.text()).isEmpty()
        && !name.text().equals(wanted)) {
      name.invalid("must be `spec.version+\".\"+spec.group`: " + Subject.quote(wanted));
    }
  }

  private static void priority(Subject priority, int most) {
    if (priority.number() <= 0 || priority.number() > most) {
      priority.invalid(Long.toString(priority.number()), "must be positive and less than " + most);
    }
  }

  private static void local(Subject spec) {
    var bundle = spec.at("caBundle");
    if (!bundle.isEmpty()) {
      var size = Base64.getDecoder().decode(bundle.text()).length;
      bundle.invalid(Subject.quote(size + " bytes"), "local APIServices may not have a caBundle");
    }
    var insecure = spec.at("insecureSkipTLSVerify");
    if (insecure.isTrue()) {
      insecure.invalid("local APIServices may not have insecureSkipTLSVerify");
    }
  }

  private static void remote(Subject spec) {
    var service = spec.at("service");
    service.at("namespace").mustBePresent("");
    service.at("name").mustBePresent("");
    var port = service.at("port");
    if (port.number() < 1 || port.number() > LAST_PORT) {
      port.invalid(
          Long.toString(port.number()),
          "port is not valid: must be between 1 and 65535, inclusive");
    }
    var insecure = spec.at("insecureSkipTLSVerify");
    if (insecure.isTrue() && !spec.at("caBundle").isEmpty()) {
      insecure.invalid("may not be true if caBundle is present");
    }
  }

  static void validateStatus(Subject status) {
    status.at("conditions").elements().forEach(c -> c.at("status").oneOf(STATUSES));
  }
}
