package dev.timonier.nodeagent.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a pod calls an image, completed as Docker completes it: `nginx` is
/// `docker.io/library/nginx:latest`.
///
/// @param registry host and maybe port
/// @param repository path within the registry
/// @param tag `latest` when neither tag nor digest was given
public record ImageReference(
    String registry, String repository, Optional<String> tag, Optional<Digest> digest) {
  private static final String DOCKER_HUB = "docker.io";
  private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern REPOSITORY = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
              + "(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?"
              + "|\\[[a-fA-F0-9:]+](?::[0-9]+)?");
  private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
  private static final Pattern HEXADECIMAL = Pattern.compile("[a-f0-9]{64}");
  private static final int LONGEST_NAME = 255;

  /// Understands a reference; empty when it is none.
  public static Optional<ImageReference> parse(String text) {
    var at = text.indexOf('@');
    var digest = at < 0 ? Optional.<Digest>empty() : Digest.parse(text.substring(at + 1));
    if ((at >= 0 && digest.isEmpty()) || HEXADECIMAL.matcher(text).matches()) {
      return Optional.empty();
    }
    var name = at < 0 ? text : text.substring(0, at);
    var colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    var tag = colon < 0 ? Optional.<String>empty() : Optional.of(name.substring(colon + 1));
    return named(colon < 0 ? name : name.substring(0, colon))
        .filter(_ -> tag.stream().allMatch(label -> TAG.matcher(label).matches()))
        .map(named -> named.with(tag, digest));
  }

  /// What is wrong with a text that is no reference, as the kubelet says it.
  public static String complaint(String text) {
    var rest = split(text).repository();
    var colon = rest.indexOf(':');
    var repository = colon < 0 ? rest : rest.substring(0, colon);
    var why =
        repository.equals(repository.toLowerCase(Locale.ROOT))
            ? ""
            : ": repository name (" + repository + ") must be lowercase";
    return "couldn't parse image name \"" + text + "\": invalid reference format" + why;
  }

  private record Place(String registry, String repository) {}

  private static Place split(String name) {
    var slash = name.indexOf('/');
    var first = slash < 0 ? "" : name.substring(0, slash);
    if (!isHost(first)) {
      return new Place(DOCKER_HUB, slash < 0 ? "library/" + name : name);
    }
    var hub = first.equals("index.docker.io") || first.equals(DOCKER_HUB);
    var rest = name.substring(slash + 1);
    return hub
        ? new Place(DOCKER_HUB, rest.contains("/") ? rest : "library/" + rest)
        : new Place(first, rest);
  }

  private static boolean isHost(String first) {
    return first.contains(".")
        || first.contains(":")
        || first.equals("localhost")
        || !first.equals(first.toLowerCase(Locale.ROOT));
  }

  private static Optional<ImageReference> named(String name) {
    var place = split(name);
    var registry = place.registry();
    var repository = place.repository();
    var valid =
        REGISTRY.matcher(registry).matches()
            && REPOSITORY.matcher(repository).matches()
            && repository.length() <= LONGEST_NAME;
    return valid
        ? Optional.of(new ImageReference(registry, repository, Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  private ImageReference with(Optional<String> newTag, Optional<Digest> newDigest) {
    var completed = newTag.isEmpty() && newDigest.isEmpty() ? Optional.of("latest") : newTag;
    return new ImageReference(registry, repository, completed, newDigest);
  }

  /// Registry and repository.
  public String name() {
    return registry + "/" + repository;
  }

  /// What the registry calls the manifest: the digest if there is one, else the tag.
  public String manifestName() {
    return digest.map(Digest::toString).or(this::tag).orElse("latest");
  }

  /// `name@sha256:…` for what this reference means now.
  public String pinned(Digest manifest) {
    return name() + "@" + manifest;
  }

  @Override
  public String toString() {
    return name()
        + tag.map(text -> ":" + text).orElse("")
        + digest.map(text -> "@" + text).orElse("");
  }
}
