package dev.timonier.nodeagent.linux;

/// The kernel's constants, under the kernel's names. Those that processors disagree about are
/// methods.
public final class Linux {
  public static final int AT_FDCWD = -100;
  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int AT_EMPTY_PATH = 0x1000;
  public static final int AT_RECURSIVE = 0x8000;

  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0x40;
  public static final int O_EXCL = 0x80;
  public static final int O_NOCTTY = 0x100;
  public static final int O_TRUNC = 0x200;
  public static final int O_APPEND = 0x400;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_CLOEXEC = 0x80000;
  public static final int O_PATH = 0x200000;

  public static final int RESOLVE_NO_MAGICLINKS = 0x02;
  public static final int RESOLVE_NO_SYMLINKS = 0x04;
  public static final int RESOLVE_IN_ROOT = 0x10;

  public static final int MS_RDONLY = 1;
  public static final int MS_NOSUID = 2;
  public static final int MS_NODEV = 4;
  public static final int MS_NOEXEC = 8;
  public static final int MS_REMOUNT = 32;
  public static final int MS_BIND = 4096;
  public static final int MS_REC = 16384;
  public static final int MS_PRIVATE = 1 << 18;
  public static final int MS_SLAVE = 1 << 19;
  public static final int MS_SHARED = 1 << 20;
  public static final int MS_STRICTATIME = 1 << 24;
  public static final int MNT_DETACH = 2;

  public static final int MOUNT_ATTR_RDONLY = 1;
  public static final int OPEN_TREE_CLONE = 1;
  public static final int OPEN_TREE_CLOEXEC = O_CLOEXEC;
  public static final int MOVE_MOUNT_F_EMPTY_PATH = 0x04;
  public static final int MOVE_MOUNT_T_SYMLINKS = 0x10;

  public static final int CLONE_VFORK = 0x4000;
  public static final int CLONE_FILES = 0x400;
  public static final int CLONE_NEWNS = 0x20000;
  public static final int CLONE_NEWCGROUP = 0x2000000;
  public static final int CLONE_NEWUTS = 0x4000000;
  public static final int CLONE_NEWIPC = 0x8000000;
  public static final int CLONE_NEWPID = 0x20000000;
  public static final int CLONE_NEWNET = 0x40000000;

  public static final int S_IFCHR = 0020000;
  public static final int S_IFBLK = 0060000;
  public static final int S_IFIFO = 0010000;
  public static final int S_IFREG = 0100000;

  public static final int SIGHUP = 1;
  public static final int SIGKILL = 9;
  public static final int SIGUSR1 = 10;
  public static final int SIGCHLD = 17;
  public static final int SIG_BLOCK = 0;
  public static final int SIG_SETMASK = 2;
  public static final int SA_NOCLDSTOP = 1;

  public static final int PR_SET_PDEATHSIG = 1;
  public static final int PR_SET_DUMPABLE = 4;
  public static final int PR_SET_KEEPCAPS = 8;
  public static final int PR_SET_NAME = 15;
  public static final int PR_CAPBSET_DROP = 24;
  public static final int PR_SET_NO_NEW_PRIVS = 38;
  public static final int SECCOMP_SET_MODE_FILTER = 1;

  public static final int TIOCSCTTY = 0x540E;
  public static final int TIOCSWINSZ = 0x5414;
  public static final int TIOCSPTLCK = 0x40045431;
  public static final long TIOCGPTN = 0x8004_5430L;
  public static final int TIOCGPTPEER = 0x5441;

  public static final int CLOSE_RANGE_CLOEXEC = 4;
  public static final int WNOHANG = 1;
  public static final int F_SETFL = 4;
  public static final int F_DUPFD_CLOEXEC = 1030;
  public static final int F_ADD_SEALS = 1033;
  public static final int SEAL_EVERYTHING = 0xF;
  public static final int MFD_CLOEXEC = 1;
  public static final int MFD_ALLOW_SEALING = 2;
  public static final int X_OK = 1;
  public static final int F_OK = 0;

  private Linux() {}

  /// Arm kept these two numbers from its 32-bit days.
  public static int directoryOnly(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> 0x10000;
      case AARCH64 -> 0x4000;
    };
  }

  public static int noFollow(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> 0x20000;
      case AARCH64 -> 0x8000;
    };
  }
}
