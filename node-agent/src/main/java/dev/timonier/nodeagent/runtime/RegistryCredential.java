package dev.timonier.nodeagent.runtime;

/// What to tell a registry.
public record RegistryCredential(String username, String password) {
  @Override
  public String toString() {
    return username + ":…";
  }
}
