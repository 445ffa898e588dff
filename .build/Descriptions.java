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
import java.util.zip.ZipFile;

/// Collects the descriptions of the API's types and fields, for the OpenAPI documents:
/// `SOURCES TYPES OUTPUT`. They come from the Javadoc of the protobuf classes of Kubernetes' Java
/// client, which carries the comments of the API's own definition:
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
///
/// The table of types says what is wanted, and by which numbers. The output has a line for each
/// description: type, field (empty for the type itself), text with `\n` where a line ends.
class Descriptions {
  private static final Pattern WANTED =
      Pattern.compile("io/kubernetes/client/proto/(Meta|V\\d+([A-Z]\\w*)?)\\.java");
  private static final Pattern MESSAGE = Pattern.compile("interface_extends:([\\w.]+)\\)");
  private static final Pattern TYPE = Pattern.compile("Protobuf type \\{@code ([\\w.]+)\\}");
  private static final Pattern FIELD =
      Pattern.compile("<code>(?:(?:optional|repeated|required) )?(map&lt;.*&gt;|\\S+) \\w+ = (\\d+);</code>");
  private static final Pattern ENTITY = Pattern.compile("&#(\\d+);");
  private static final String META = "k8s.io.apimachinery.pkg.apis.meta.v1.";
  private static final Map<String, String> FOLDERS =
      Map.of(
          "meta", "k8s.io.apimachinery.pkg.apis.meta",
          "apiextensions", "k8s.io.apiextensions_apiserver.pkg.apis.apiextensions",
          "apiregistration", "k8s.io.kube_aggregator.pkg.apis.apiregistration");

  private final Map<String, String> types = new HashMap<>();

  /// By message and number: what it is for, and of what type it is.
  private final Map<String, String> fields = new HashMap<>();

  private final Map<String, String> fieldTypes = new HashMap<>();

  public static void main(String[] args) throws IOException {
    var descriptions = new Descriptions();
    descriptions.read(Path.of(args[0]));
    var lines = descriptions.lines(Files.readAllLines(Path.of(args[1])));
    var output = Path.of(args[2]);
    Files.createDirectories(output.getParent());
    Files.write(output, lines);
  }

  private void read(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().filter(e -> WANTED.matcher(e.getName()).matches()).toList()) {
        var stream = new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8);
        read(new BufferedReader(stream));
      }
    }
  }

  private void read(BufferedReader source) throws IOException {
    var message = "";
    List<String> comment = null;
    for (var line = source.readLine(); line != null; line = source.readLine()) {
      if (comment != null && line.endsWith("*/")) {
        message = take(message, comment);
        comment = null;
      } else if (comment != null) {
        comment.add(line.strip().replaceFirst("^\\* ?", ""));
      } else if (line.endsWith("/**")) {
        comment = new ArrayList<>();
      } else if (line.contains("interface_extends:")) {
        var start = MESSAGE.matcher(line);
        message = start.find() ? start.group(1) : message;
      }
    }
  }

  /// Returns the message to which the next comments belong.
  private String take(String message, List<String> comment) {
    var text = String.join("\n", comment);
    var type = TYPE.matcher(text);
    if (type.find()) {
      types.putIfAbsent(type.group(1), description(comment));
      return type.group(1);
    }
    var field = FIELD.matcher(text);
    if (field.find()) {
      var key = message + "#" + field.group(2);
      fields.putIfAbsent(key, description(comment));
      fieldTypes.putIfAbsent(key, field.group(1).replaceFirst("^\\.", ""));
    }
    return message;
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
      append(text, line);
    }
    return plain(text.toString().strip());
  }

  private static void append(StringBuilder text, String line) {
    var words = line.strip();
    if (words.startsWith("+") || words.startsWith("TODO")) {
      return;
    }
    if (words.isEmpty()) {
      text.append(text.isEmpty() ? "" : "\n\n");
    } else if (line.startsWith(" ") || line.startsWith("\t")) {
      text.append('\n').append(line).append('\n');
    } else {
      var joined = !text.isEmpty() && text.charAt(text.length() - 1) != '\n';
      text.append(joined ? " " : "").append(words);
    }
  }

  private static String plain(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(e -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(e.group(1)))))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replaceAll("\n{3,}", "\n\n")
        .replace("\t", "  ")
        .replace("\n", "\\n");
  }

  private List<String> lines(List<String> table) {
    var lines = new ArrayList<String>();
    lines.add("meta/v1.TypeMeta\tkind\t" + fields.get(META + "TypeMeta#1"));
    lines.add("meta/v1.TypeMeta\tapiVersion\t" + fields.get(META + "TypeMeta#2"));
    var type = "";
    for (var line : table) {
      var cell = line.split("\t", -1);
      if (line.startsWith("\t")) {
        add(lines, type, cell[1], field(message(type), cell[2].split("\\.")));
      } else if (!line.isEmpty()) {
        type = cell[0];
        add(lines, type, "", Optional.ofNullable(types.get(message(type))));
      }
    }
    return lines;
  }

  private static void add(List<String> lines, String type, String field, Optional<String> text) {
    text.filter(t -> !t.isEmpty()).ifPresent(t -> lines.add(type + "\t" + field + "\t" + t));
  }

  /// Follows the numbers of messages that are embedded around a field.
  private Optional<String> field(String message, String[] numbers) {
    var within = message;
    for (var i = 0; i < numbers.length - 1; i++) {
      within = fieldTypes.getOrDefault(within + "#" + numbers[i], "");
    }
    return Optional.ofNullable(fields.get(within + "#" + numbers[numbers.length - 1]));
  }

  /// `k8s.io.api.apps.v1.Deployment` for `apps/v1.Deployment`.
  private static String message(String type) {
    var slash = type.indexOf('/');
    var folder = slash < 0 ? type : type.substring(0, slash);
    return FOLDERS.getOrDefault(folder, "k8s.io.api." + folder) + "." + type.substring(slash + 1);
  }
}
