import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Checks (`check DIR`) or repairs (`apply DIR`) the format of every Java file below a directory.
/// The build runs it in each module, on the build's own JDK, before compiling.
class Format {
  private static final Formatter FORMATTER = new Formatter();

  public static void main(String[] args) throws Exception {
    var directory = Path.of(args[1]);
    if (!Files.isDirectory(directory)) {
      return;
    }
    var wrong = 0;
    for (var file : javaFiles(directory)) {
      var source = Files.readString(file);
      var formatted = format(source);
      if (formatted.equals(source)) {
        continue;
      }
      if (args[0].equals("apply")) {
        Files.writeString(file, formatted);
      } else {
        System.err.println("not formatted: " + file);
        wrong++;
      }
    }
    if (wrong > 0) {
      System.err.println(wrong + " files: run mvn process-sources -Dformat=apply");
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static String format(String source) throws Exception {
    var tidy = RemoveUnusedImports.removeUnusedImports(source);
    var ordered = ImportOrderer.reorderImports(tidy, JavaFormatterOptions.Style.GOOGLE);
    return FORMATTER.formatSource(ordered);
  }
}
