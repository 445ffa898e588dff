package dev.timonier.nodeagent.runtime.process.seccomp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.timonier.nodeagent.linux.Architecture;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads a profile as the OCI runtime specification has it in JSON:
///
/// ```json
/// {"defaultAction": "SCMP_ACT_ALLOW",
///  "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1}]}
/// ```
final class ProfileFile {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final JsonNode root;
  private final Architecture architecture;

  private ProfileFile(JsonNode root, Architecture architecture) {
    this.root = root;
    this.architecture = architecture;
  }

  /// @throws IllegalArgumentException when it is not understood
  static Profile parse(String json, Architecture architecture) {
    try {
      return new ProfileFile(MAPPER.readTree(json), architecture).profile();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private Profile profile() {
    var error = root.path("defaultErrnoRet").asInt(Action.EPERM);
    var otherwise = Action.of(root.path("defaultAction").asText(), error);
    var unknown = otherwise.isPermissive() ? otherwise : Action.error(Action.ENOSYS);
    var rules = elements(root.path("syscalls")).flatMap(ProfileFile::rules).toList();
    return new Profile(otherwise, unknown, abis(), rules);
  }

  /// The processor's own is always there.
  private List<Abi> abis() {
    var named = elements(root.path("architectures")).map(JsonNode::asText).toList();
    var all = Abi.of(architecture);
    return all.stream()
        .filter(abi -> abi == all.getFirst() || named.contains(abi.profileName()))
        .toList();
  }

  /// All conditions have to hold, unless several are about one argument: then any one of them.
  private static Stream<Rule> rules(JsonNode entry) {
    var names = elements(entry.path("names")).map(JsonNode::asText).toList();
    var error = entry.path("errnoRet").asInt(Action.EPERM);
    var action = Action.of(entry.path("action").asText(), error);
    var conditions = elements(entry.path("args")).map(ProfileFile::condition).toList();
    var arguments = conditions.stream().map(Condition::argument).distinct().count();
    return arguments == conditions.size()
        ? Stream.of(new Rule(names, action, conditions))
        : conditions.stream().map(each -> new Rule(names, action, List.of(each)));
  }

  private static Condition condition(JsonNode argument) {
    return Condition.of(
        argument.path("index").asInt(),
        argument.path("op").asText(),
        number(argument.path("value")),
        number(argument.path("valueTwo")));
  }

  /// Values go up to 2⁶⁴-1.
  private static long number(JsonNode value) {
    return value.bigIntegerValue().longValue();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
