package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.PortRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with what a probe or a hook does: there must be one thing, and just one.
final class HandlerValidation {
  private static final List<String> OF_PROBES = List.of("exec", "httpGet", "tcpSocket", "grpc");
  private static final List<String> OF_HOOKS = List.of("exec", "httpGet", "tcpSocket", "sleep");
  private static final List<String> SCHEMES = List.of("HTTP", "HTTPS");

  private final PodContext pod;

  HandlerValidation(PodContext pod) {
    this.pod = pod;
  }

  void ofProbe(Subject probe) {
    one(probe, OF_PROBES);
  }

  void ofHook(Subject hook) {
    one(hook, OF_HOOKS);
  }

  private void one(Subject handler, List<String> types) {
    var found = false;
    for (var type : types) {
      if (handler.has(type)) {
        if (found) {
          handler.at(type).forbidden("may not specify more than 1 handler type");
        } else {
          action(type, handler.at(type));
        }
        found = true;
      }
    }
    if (!found) {
      handler.required("must specify a handler type");
    }
  }

  private void action(String type, Subject action) {
    switch (type) {
      case "exec" -> action.at("command").mustBePresent("");
      case "httpGet" -> httpGet(action);
      case "tcpSocket" -> PortRules.numberOrName(action.at("port"));
      case "grpc" -> PortRules.number(action.at("port"));
      case "sleep" -> sleep(action);
      default -> throw new IllegalArgumentException(type);
    }
  }

  private static void httpGet(Subject action) {
    action.at("path").mustBePresent("");
    PortRules.numberOrName(action.at("port"));
    action.at("scheme").oneOf(SCHEMES);
    for (var header : action.at("httpHeaders").elements()) {
      var name = header.at("name").text();
      action.at("httpHeaders").faulty(Subject.quote(name), Format.HTTP_HEADER_NAME.check(name));
    }
  }

  private void sleep(Subject sleep) {
    var seconds = sleep.at("seconds");
    pod.gracePeriodSeconds()
        .ifPresent(
            grace -> {
              if (seconds.number() < 0 || seconds.number() > grace) {
                sleep.invalid(
                    Long.toString(seconds.number()),
                    "must be non-negative and less than terminationGracePeriodSeconds ("
                        + grace
                        + ")");
              }
            });
  }
}
