package dev.timonier.nodeagent.runtime.process.seccomp;

import dev.timonier.nodeagent.linux.Architecture;
import java.util.List;

/// A processor's way to make system calls, with numbers of its own.
enum Abi {
  X86_64("SCMP_ARCH_X86_64", 0xC000_003E),
  X86("SCMP_ARCH_X86", 0x4000_0003),
  AARCH64("SCMP_ARCH_AARCH64", 0xC000_00B7),
  ARM("SCMP_ARCH_ARM", 0x4000_0028);

  private final String profileName;
  private final int auditNumber;

  Abi(String profileName, int auditNumber) {
    this.profileName = profileName;
    this.auditNumber = auditNumber;
  }

  /// As profiles name it.
  String profileName() {
    return profileName;
  }

  /// As the kernel tells it to filters.
  int auditNumber() {
    return auditNumber;
  }

  /// Those that programs on a processor may use, its own first.
  static List<Abi> of(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> List.of(X86_64, X86);
      case AARCH64 -> List.of(AARCH64, ARM);
    };
  }
}
