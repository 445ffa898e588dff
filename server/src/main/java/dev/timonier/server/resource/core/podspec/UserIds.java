package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;

/// What holds for the numbers of users and groups.
final class UserIds {
  private UserIds() {}

  static void validate(Subject context, String... fields) {
    for (var field : fields) {
      if (context.has(field)) {
        context.at(field).between(0, Integer.MAX_VALUE);
      }
    }
  }

  static void all(Subject ids) {
    ids.elements().forEach(id -> id.between(0, Integer.MAX_VALUE));
  }
}
