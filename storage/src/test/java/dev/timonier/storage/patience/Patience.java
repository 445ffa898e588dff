package dev.timonier.storage.patience;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets every test wait long for what it awaits: the machine may be slow, and have other things to
/// do.
public final class Patience implements BeforeAllCallback {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LONGEST);
  }
}
