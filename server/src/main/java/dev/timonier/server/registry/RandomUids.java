package dev.timonier.server.registry;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;

/// Gives random UUIDs (version 4). The system is asked for the bytes of many at once: that takes it
/// hardly longer than those of one.
public final class RandomUids implements Supplier<String> {
  private static final long VERSION_4 = 4L << 12;
  private static final long VERSION = 0xFL << 12;
  private static final long VARIANT_2 = 2L << 62;
  private static final long VARIANT = 3L << 62;

  private final SecureRandom random = new SecureRandom();
  private final byte[] bytes = new byte[256 * 2 * Long.BYTES];
  private final ByteBuffer left = ByteBuffer.wrap(bytes).limit(0); // guarded by this

  @Override
  public String get() {
    long most;
    long least;
    synchronized (this) {
      if (!left.hasRemaining()) {
        random.nextBytes(bytes);
        left.clear();
      }
      most = left.getLong();
      least = left.getLong();
    }
    return new UUID((most & ~VERSION) | VERSION_4, (least & ~VARIANT) | VARIANT_2).toString();
  }
}
