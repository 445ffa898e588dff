import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/// Collects the descriptions of the API's types and fields from the Javadoc of the Fabric8 model,
/// for the OpenAPI documents: `JARS TYPES OUTPUT`. The table of types says what is wanted; the
/// output has a line for each description: type, field (empty for the type itself), text.
class Descriptions {
  private static final String MODEL = "io/fabric8/kubernetes/api/model/";
  private static final Set<String> WITHOUT_PACKAGE = Set.of("core", "meta", "apiregistration");
  private static final String COMMENT = "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*";
  private static final Pattern TYPE =
      Pattern.compile(COMMENT + "(?:@[^/]*?)?public class ", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile(
          COMMENT + "@JsonProperty\\(\"([^\"]+)\"\\)\\s*(?:@[^\\n]*\\s*)*public \\S+(?: \\S+)? (?:get|is)",
          Pattern.DOTALL);

  private final Map<String, String> sources = new HashMap<>();

  public static void main(String[] args) throws IOException {
    var descriptions = new Descriptions();
    try (var jars = Files.list(Path.of(args[0]))) {
      for (var jar : jars.sorted().toList()) {
        descriptions.open(jar);
      }
    }
    var lines = descriptions.lines(Files.readAllLines(Path.of(args[1])));
    var output = Path.of(args[2]);
    Files.createDirectories(output.getParent());
    Files.write(output, lines);
  }

  private void open(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().filter(e -> isModel(e.getName())).toList()) {
        var bytes = zip.getInputStream(entry).readAllBytes();
        sources.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
      }
    }
  }

  private static boolean isModel(String name) {
    return name.startsWith(MODEL) && name.endsWith(".java");
  }

  private List<String> lines(List<String> table) {
    var lines = new ArrayList<String>();
    for (var line : table) {
      if (!line.isEmpty() && line.charAt(0) != '\t') {
        var type = line.split("\t", 2)[0];
        source(type).ifPresent(source -> add(lines, type, source));
      }
    }
    return lines;
  }

  /// `apps/v1.Deployment` is `…/apps/v1/Deployment` or `…/apps/Deployment`; the oldest groups have
  /// no package of their own.
  private Optional<String> source(String type) {
    var slash = type.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    var folder = type.substring(0, slash);
    var dot = type.indexOf('.');
    var version = type.substring(slash + 1, dot);
    var name = type.substring(dot + 1) + ".java";
    var places = new ArrayList<>(List.of(folder + "/" + version + "/" + name, folder + "/" + name));
    if (WITHOUT_PACKAGE.contains(folder)) {
      places.add(name);
    }
    return places.stream().map(p -> sources.get(MODEL + p)).filter(s -> s != null).findFirst();
  }

  private static void add(List<String> lines, String type, String source) {
    var own = "";
    var ofType = TYPE.matcher(source);
    if (ofType.find()) {
      own = text(ofType.group(1));
      lines.add(type + "\t\t" + own);
    }
    var ofField = FIELD.matcher(source);
    var seen = new HashSet<String>();
    while (ofField.find()) {
      var text = text(ofField.group(1));
      // The model describes a field that holds an object by the type that it is in.
      if (!text.equals(own) && !text.isEmpty() && seen.add(ofField.group(2))) {
        lines.add(type + "\t" + ofField.group(2) + "\t" + text);
      }
    }
  }

  /// The text of a comment, with `\n` where a line ends that the author has ended.
  private static String text(String comment) {
    var text = new StringBuilder();
    for (var line : comment.split("\n", -1)) {
      var words = line.strip().replaceFirst("^\\*\\s?", "").strip();
      text.append(text.isEmpty() || words.isEmpty() ? "" : " ").append(words);
    }
    return text.toString()
        .replaceAll("\\s*<br>\\s*<p>\\s*", "\\\\n")
        .replaceAll("\\s*<(br|p)/?>\\s*", "\\\\n")
        .replaceAll("\\{@(?:code|link|literal) ([^}]*)\\}", "$1")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#42;", "*")
        .replace("&amp;", "&")
        .replace("\t", " ")
        .strip();
  }
}
