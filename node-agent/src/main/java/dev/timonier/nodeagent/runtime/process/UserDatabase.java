package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.image.LayerUnion;
import dev.timonier.nodeagent.runtime.LinuxSecurity;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The users and groups of an image: its `/etc/passwd` and `/etc/group`.
final class UserDatabase {
  private record User(String name, long id, long group, String home) {}

  private record Group(String name, long id, List<String> members) {}

  private final List<User> users;
  private final List<Group> groups;

  UserDatabase(String passwd, String group) {
    users = passwd.lines().flatMap(line -> user(line.split(":", -1))).toList();
    groups = group.lines().flatMap(line -> group(line.split(":", -1))).toList();
  }

  static UserDatabase of(LayerUnion image) throws IOException {
    return new UserDatabase(
        image.read("/etc/passwd").orElse(""), image.read("/etc/group").orElse(""));
  }

  private static Stream<User> user(String[] fields) {
    return fields.length >= 6 && isNumber(fields[2]) && isNumber(fields[3])
        ? Stream.of(
            new User(fields[0], Long.parseLong(fields[2]), Long.parseLong(fields[3]), fields[5]))
        : Stream.empty();
  }

  private static Stream<Group> group(String[] fields) {
    return fields.length >= 4 && isNumber(fields[2])
        ? Stream.of(
            new Group(fields[0], Long.parseLong(fields[2]), Arrays.asList(fields[3].split(","))))
        : Stream.empty();
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,10}");
  }

  /// Whom a container runs as.
  ///
  /// @param imageUser as the image has it: empty, `user` or `user:group`, each a name or a number
  Identity identity(String imageUser, LinuxSecurity security) {
    var parts = imageUser.split(":", 2);
    var name =
        security.runAsUser().isPresent()
            ? Long.toString(security.runAsUser().getAsLong())
            : parts[0].isEmpty() ? "0" : parts[0];
    var imageGroup =
        security.runAsUser().isEmpty() && parts.length == 2
            ? Optional.of(parts[1])
            : Optional.<String>empty();
    var user = find(name);
    var group =
        security.runAsGroup().isPresent()
            ? security.runAsGroup().getAsLong()
            : imageGroup.map(this::groupId).orElse(user.group);
    return new Identity(user.id, group, groups(user, group, security), user.home);
  }

  private List<Long> groups(User user, long group, LinuxSecurity security) {
    var memberships =
        groups.stream().filter(each -> each.members.contains(user.name)).map(Group::id);
    return Stream.of(Stream.of(group), memberships, security.supplementalGroups().stream())
        .flatMap(each -> each)
        .distinct()
        .toList();
  }

  /// A number need not be in the database.
  private User find(String name) {
    if (isNumber(name)) {
      var id = Long.parseLong(name);
      return first(user -> user.id == id).orElse(new User("", id, 0, "/"));
    }
    return first(user -> user.name.equals(name))
        .orElseThrow(
            () ->
                new RuntimeFailure(
                    "unable to find user " + name + ": no matching entries in passwd file"));
  }

  private Optional<User> first(Predicate<User> wanted) {
    return users.stream().filter(wanted).findFirst();
  }

  private long groupId(String name) {
    return isNumber(name)
        ? Long.parseLong(name)
        : groups.stream()
            .filter(group -> group.name.equals(name))
            .map(Group::id)
            .findFirst()
            .orElseThrow(
                () ->
                    new RuntimeFailure(
                        "unable to find group " + name + ": no matching entries in group file"));
  }
}
