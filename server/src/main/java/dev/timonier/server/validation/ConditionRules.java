package dev.timonier.server.validation;

import dev.timonier.machinery.meta.Format;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What holds for conditions
/// (<https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#condition-v1-meta>).
public final class ConditionRules {
  private static final List<String> STATUSES = List.of("False", "True", "Unknown");
  private static final String REASON = "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?";
  private static final Pattern REASONS = Pattern.compile(REASON);
  private static final int LONGEST_REASON = 1024;
  private static final int LONGEST_MESSAGE = 32 * 1024;

  private ConditionRules() {}

  public static void validate(Subject conditions) {
    var types = new HashSet<String>();
    for (var condition : conditions.elements()) {
      var type = condition.at("type");
      if (!types.add(type.text())) {
        type.duplicate(Subject.quote(type.text()));
      }
      condition(condition);
    }
  }

  private static void condition(Subject condition) {
    var type = condition.at("type");
    type.faulty(Subject.quote(type.text()), Format.checkQualifiedName(type.text()));
    condition.at("status").oneOf(STATUSES);
    if (condition.at("observedGeneration").number() < 0) {
      condition.at("observedGeneration").nonNegative();
    }
    condition.at("lastTransitionTime").mustBePresent("");
    reason(condition.at("reason"));
    tooLong(condition.at("message"), LONGEST_MESSAGE);
  }

  private static void reason(Subject reason) {
    if (reason.isEmpty()) {
      reason.required();
      return;
    }
    if (!REASONS.matcher(reason.text()).matches()) {
      reason.invalid(
          "a condition reason must start with alphabetic character, optionally followed by a string"
              + " of alphanumeric characters or '_,:', and must end with an alphanumeric character"
              + " or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or"
              + " 'ReasonA:ReasonB', regex used for validation is '"
              + REASON
              + "')");
    }
    tooLong(reason, LONGEST_REASON);
  }

  private static void tooLong(Subject text, int most) {
    if (text.text().getBytes(StandardCharsets.UTF_8).length > most) {
      text.tooLong(most);
    }
  }
}
