import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// Collects the descriptions of the API's types and fields, for the OpenAPI documents:
/// `SOURCES TYPES OUTPUT`. They come from Javadoc that carries the comments of the API's own
/// definition, in the source archives within a directory.
///
/// The table of types says what is wanted, and by which numbers. The output has a line for each
/// description: type, field (empty for the type itself), text with `\n` where a line ends.
class Descriptions {
  private static final Pattern ENTITY = Pattern.compile("&#(\\d+);");
  private static final String META = "meta/v1.TypeMeta";

  /// Types that the table of types has as values without fields.
  private static final List<String> SCALARS =
      List.of(
          "meta/v1.Time",
          "meta/v1.MicroTime",
          "meta/v1.FieldsV1",
          "meta/v1.Patch",
          "api.resource.Quantity",
          "util.intstr.IntOrString",
          "runtime.RawExtension",
          "apiextensions/v1.JSON",
          "apiextensions/v1.JSONSchemaPropsOrArray",
          "apiextensions/v1.JSONSchemaPropsOrBool",
          "apiextensions/v1.JSONSchemaPropsOrStringArray");

  private final Messages messages = new Messages();
  private final Models models = new Models();
  private final List<String> lines = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    var descriptions = new Descriptions();
    try (var jars = Files.list(Path.of(args[0]))) {
      for (var jar : jars.filter(file -> file.toString().endsWith("-sources.jar")).toList()) {
        descriptions.read(jar);
      }
    }
    descriptions.describe(Files.readAllLines(Path.of(args[1])));
    var output = Path.of(args[2]);
    Files.createDirectories(output.getParent());
    Files.write(output, descriptions.lines);
  }

  private void read(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().toList()) {
        var reader = Stream.of(messages, models).filter(r -> r.wants(entry.getName())).findFirst();
        if (reader.isPresent()) {
          var stream = new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8);
          reader.get().read(entry.getName(), new BufferedReader(stream));
        }
      }
    }
  }

  private void describe(List<String> table) {
    add(META, "kind", messages.field(META, "1"));
    add(META, "apiVersion", messages.field(META, "2"));
    SCALARS.forEach(this::addType);
    var type = "";
    for (var line : table) {
      var cell = line.split("\t", -1);
      if (line.startsWith("\t")) {
        addField(type, cell[1], cell[2]);
      } else if (!line.isEmpty()) {
        type = cell[0];
        addType(type);
        if (cell.length > 1 && List.of(cell[1].split(" ")).contains("object")) {
          addList(type + "List");
        }
      }
    }
  }

  private void addList(String list) {
    addType(list);
    addField(list, "metadata", "1");
    addField(list, "items", "2");
  }

  private void addType(String type) {
    add(type, "", models.type(type).or(() -> messages.type(type)));
  }

  private void addField(String type, String field, String numbers) {
    add(type, field, models.field(type, field).or(() -> messages.field(type, numbers)));
  }

  private void add(String type, String field, Optional<String> text) {
    text.map(t -> t.replace("\n", "\\n"))
        .filter(t -> !t.isEmpty())
        .ifPresent(t -> lines.add(type + "\t" + field + "\t" + t));
  }

  private static String plain(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(e -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(e.group(1)))))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  /// A kind of Java source that carries comments of the API.
  private abstract static class Source {
    private final Pattern wanted;

    Source(String wanted) {
      this.wanted = Pattern.compile(wanted);
    }

    boolean wants(String entry) {
      return wanted.matcher(entry).matches();
    }

    void read(String entry, BufferedReader source) throws IOException {
      List<String> comment = null;
      for (var line = source.readLine(); line != null; line = source.readLine()) {
        if (comment != null && line.endsWith("*/")) {
          comment(comment);
          comment = null;
        } else if (comment != null) {
          comment.add(line.strip().replaceFirst("^\\* ?", ""));
        } else if (line.endsWith("/**")) {
          comment = new ArrayList<>();
        } else {
          code(entry, line);
        }
      }
    }

    abstract void comment(List<String> comment);

    abstract void code(String entry, String line);
  }

  /// The protobuf classes of Kubernetes' Java client, which lack only the empty lines:
  ///
  /// ```
  /// // @@protoc_insertion_point(interface_extends:k8s.io.api.apps.v1.DeploymentSpec)
  ///   /**
  ///    * <pre>
  ///    * The deployment strategy to use to replace existing pods with new ones.
  ///    * +optional
  ///    * </pre>
  ///    *
  ///    * <code>optional .k8s.io.api.apps.v1.DeploymentStrategy strategy = 4;</code>
  ///    */
  /// ```
  private static final class Messages extends Source {
    private static final Pattern MESSAGE = Pattern.compile("interface_extends:([\\w.]+)\\)");
    private static final Pattern TYPE = Pattern.compile("Protobuf type \\{@code ([\\w.]+)\\}");
    private static final Pattern FIELD =
        Pattern.compile(
            "<code>(?:(?:optional|repeated|required) )?(map&lt;.*&gt;|\\S+) \\w+ = (\\d+);</code>");
    private static final String MACHINERY = "k8s.io.apimachinery.pkg.";
    private static final Map<String, String> FOLDERS =
        Map.of(
            "meta", MACHINERY + "apis.meta",
            "apiextensions", "k8s.io.apiextensions_apiserver.pkg.apis.apiextensions");

    private final Map<String, String> types = new HashMap<>();

    /// By message and number: what it is for, and of what type it is.
    private final Map<String, String> fields = new HashMap<>();

    private final Map<String, String> fieldTypes = new HashMap<>();

    /// The message to which the next comments belong.
    private String message = "";

    Messages() {
      super(
          "io/kubernetes/client/proto/(Meta|Resource|Runtime|IntStr|V\\d+([A-Z]\\w*)?)\\.java");
    }

    Optional<String> type(String type) {
      return Optional.ofNullable(types.get(message(type)));
    }

    /// Follows the numbers of messages that are embedded around a field.
    Optional<String> field(String type, String wire) {
      var numbers = wire.split("\\.");
      var within = message(type);
      for (var i = 0; i < numbers.length - 1; i++) {
        within = fieldTypes.getOrDefault(within + "#" + numbers[i], "");
      }
      return Optional.ofNullable(fields.get(within + "#" + numbers[numbers.length - 1]));
    }

    /// `k8s.io.api.apps.v1.Deployment` for `apps/v1.Deployment`.
    private static String message(String type) {
      var slash = type.indexOf('/');
      if (slash < 0) {
        return MACHINERY + type;
      }
      var folder = type.substring(0, slash);
      return FOLDERS.getOrDefault(folder, "k8s.io.api." + folder) + "." + type.substring(slash + 1);
    }

    @Override
    void code(String entry, String line) {
      if (line.contains("interface_extends:")) {
        var start = MESSAGE.matcher(line);
        message = start.find() ? start.group(1) : message;
      }
    }

    @Override
    void comment(List<String> comment) {
      var text = String.join("\n", comment);
      var type = TYPE.matcher(text);
      if (type.find()) {
        types.putIfAbsent(type.group(1), description(comment));
        message = type.group(1);
        return;
      }
      var field = FIELD.matcher(text);
      if (field.find()) {
        var key = message + "#" + field.group(2);
        fields.putIfAbsent(key, description(comment));
        fieldTypes.putIfAbsent(key, field.group(1).replaceFirst("^\\.", ""));
      }
    }

    /// The words between `<pre>` and `</pre>`, in paragraphs, without notes for tools.
    private static String description(List<String> comment) {
      var text = new StringBuilder();
      var start = comment.indexOf("<pre>");
      var end = comment.lastIndexOf("</pre>");
      for (var line : start < 0 ? List.<String>of() : comment.subList(start + 1, end)) {
        if (line.equals("---")) {
          break;
        }
        append(text, line.stripTrailing());
      }
      return plain(text.toString().strip());
    }

    private static void append(StringBuilder text, String line) {
      var words = line.stripLeading();
      if (words.startsWith("+") || words.startsWith("TODO")) {
        return;
      }
      if (line.startsWith(" ") || line.startsWith("\t")) {
        text.setLength(Math.max(0, text.length() - 1));
        text.append('\n').append(line).append('\n');
      } else {
        text.append(words).append(' ');
      }
    }
  }

  /// The classes of Fabric8's model. They repeat the comment of the class at fields that refer to
  /// another type:
  ///
  /// ```
  ///     /**
  ///      * template describes the pods.<br><p> Another line.
  ///      */
  ///     @JsonProperty("template")
  /// ```
  private static final class Models extends Source {
    private static final String ROOT = "io/fabric8/kubernetes/api/model/";
    private static final Pattern PROPERTY = Pattern.compile("@JsonProperty\\(\"([^\"]+)\"\\)");

    /// By file and property: what it is for.
    private final Map<String, String> texts = new HashMap<>();

    private List<String> before = List.of();

    Models() {
      super(ROOT + "(?!.*(Fluent|Builder|/v\\d+(alpha|beta)\\d+/)).*");
    }

    Optional<String> type(String type) {
      return text(type, "");
    }

    Optional<String> field(String type, String field) {
      return text(type, field).filter(text -> !text.equals(type(type).orElse("")));
    }

    private Optional<String> text(String type, String field) {
      return files(type)
          .flatMap(file -> Stream.ofNullable(texts.get(file + "#" + field)))
          .findFirst();
    }

    /// Where the class may be: in the package of the version, of the group, or of all.
    private static Stream<String> files(String type) {
      var cell = type.split("[/.]");
      var name = cell[cell.length - 1] + ".java";
      var packages =
          switch (cell[0]) {
            case "core", "meta", "apiregistration" -> Stream.of("");
            case "version" -> Stream.of("version/");
            default -> Stream.of(cell[0] + "/" + cell[1] + "/", cell[0] + "/");
          };
      return packages.map(folder -> ROOT + folder + name);
    }

    @Override
    void comment(List<String> comment) {
      before = comment;
    }

    @Override
    void code(String entry, String line) {
      var property = PROPERTY.matcher(line);
      if (property.find()) {
        put(entry, property.group(1));
      } else if (line.startsWith("@")) {
        put(entry, "");
      }
      before = List.of();
    }

    private void put(String entry, String field) {
      if (!before.isEmpty()) {
        texts.putIfAbsent(entry + "#" + field, plain(before.get(0).replace("<br><p> ", "\n")));
      }
    }
  }
}
