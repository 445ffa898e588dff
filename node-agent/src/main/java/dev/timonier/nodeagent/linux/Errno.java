package dev.timonier.nodeagent.linux;

/// The kernel's error numbers that are told apart here, and the words for the rest.
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int ENOEXEC = 8;
  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int ENOTDIR = 20;
  public static final int EINVAL = 22;
  public static final int EPIPE = 32;
  public static final int ENOSYS = 38;
  public static final int ENODATA = 61;
  public static final int EOPNOTSUPP = 95;

  private Errno() {}

  /// The words that Go programs, and so Kubernetes' users, see.
  public static String message(int errno) {
    return switch (errno) {
      case EPERM -> "operation not permitted";
      case ENOENT -> "no such file or directory";
      case ESRCH -> "no such process";
      case EINTR -> "interrupted system call";
      case EIO -> "input/output error";
      case 7 -> "argument list too long";
      case ENOEXEC -> "exec format error";
      case EBADF -> "bad file descriptor";
      case 10 -> "no child processes";
      case EAGAIN -> "resource temporarily unavailable";
      case 12 -> "cannot allocate memory";
      case EACCES -> "permission denied";
      case 14 -> "bad address";
      case EBUSY -> "device or resource busy";
      case EEXIST -> "file exists";
      case 18 -> "invalid cross-device link";
      case 19 -> "no such device";
      case ENOTDIR -> "not a directory";
      case 21 -> "is a directory";
      case EINVAL -> "invalid argument";
      case 23 -> "too many open files in system";
      case 24 -> "too many open files";
      case 26 -> "text file busy";
      case 28 -> "no space left on device";
      case 30 -> "read-only file system";
      case 31 -> "too many links";
      case EPIPE -> "broken pipe";
      case 36 -> "file name too long";
      case ENOSYS -> "function not implemented";
      case 39 -> "directory not empty";
      case 40 -> "too many levels of symbolic links";
      case ENODATA -> "no data available";
      case EOPNOTSUPP -> "operation not supported";
      case 98 -> "address already in use";
      case 99 -> "cannot assign requested address";
      case 101 -> "network is unreachable";
      case 105 -> "no buffer space available";
      default -> "errno " + errno;
    };
  }
}
